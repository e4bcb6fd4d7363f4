using Microsoft.Playwright;
using OpsWorker.Testing;

namespace OpsWorker.Portal.Tests.Browser;

/// <summary>Pictures of each page. With <c>OPSWORKER_UPDATE_GOLDEN=1</c> those in <c>docs/portal</c> are made anew.</summary>
public sealed class ScreenshotTests(RunningPortal portal, Chromium chromium)
{
    private static readonly (string Name, ColorScheme Theme, int Width, int Height)[] s_forms =
    [
        ("light", ColorScheme.Light, 1200, 900), ("dark", ColorScheme.Dark, 1200, 900), ("phone", ColorScheme.Light, 390, 844),
    ];

    [Fact]
    public async Task Every_page_has_its_pictures()
    {
        using var temporary = new TemporaryFolder();
        var folder = Environment.GetEnvironmentVariable("OPSWORKER_UPDATE_GOLDEN") == "1"
            ? Path.Combine(Repository.Root, "docs", "portal")
            : temporary.FullPath;
        var page = await chromium.OpenAsync(portal, "/incidents");
        var errors = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") errors.Add(message.Text);
        };
        page.PageError += (_, error) => errors.Add(error);

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            foreach (var (name, theme, width, height) in s_forms)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                var file = Path.Combine(folder, $"{PagePaths.NameOf(path, portal)}-{name}.png");
                await page.ScreenshotAsync(new() { Path = file, FullPage = path.StartsWith("/incidents/", StringComparison.Ordinal) });
                new FileInfo(file).Length.ShouldBeGreaterThan(5_000, path);
            }
        }

        errors.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }
}
