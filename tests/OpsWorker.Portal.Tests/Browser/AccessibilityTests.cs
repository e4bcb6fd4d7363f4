using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpsWorker.Portal.Tests.Browser;

public sealed class AccessibilityTests(RunningPortal portal, Chromium chromium)
{
    // The themes differ in nothing but colours.
    private static readonly AxeRunOptions s_colours = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task Axe_finds_nothing_on_any_page_in_either_theme(int width)
    {
        var page = await OpenAsync(width);
        var found = new List<string>();

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            found.AddRange(Violations(path, await page.RunAxe()));
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange(Violations(path, await page.RunAxe(s_colours)));
        }

        found.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_page_is_wider_than_a_phone(int width)
    {
        var page = await OpenAsync(width);

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
        }

        await page.Context.CloseAsync();
    }

    private Task<IPage> OpenAsync(int width) =>
        chromium.OpenAsync(portal, "/incidents", new() { ViewportSize = new() { Width = width, Height = 800 } });

    private static IEnumerable<string> Violations(string path, AxeResult result) =>
        result.Violations.Select(v => $"{path}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}");
}
