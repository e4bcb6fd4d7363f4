using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpsWorker.Portal.Tests.Browser;

public sealed class AccessibilityTests(RunningPortal portal, Chromium chromium)
{
    private static readonly AxeRunOptions s_options = new() { ResultTypes = new HashSet<ResultType> { ResultType.Violations } };

    // The themes differ in nothing but colours, and no colour depends on the width.
    private static readonly (int Width, ColorScheme Theme)[] s_forms = [(1200, ColorScheme.Dark), (390, ColorScheme.Light)];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page_in_either_theme_and_no_page_is_wider_than_a_phone()
    {
        var page = await chromium.OpenAsync(portal, "/incidents");
        var found = new List<string>();

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            foreach (var (width, theme) in s_forms)
            {
                await ResizeAsync(page, width);
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                found.AddRange(Violations(path, await page.RunAxe(s_options)));
            }

            foreach (var width in (int[])[390, 320])
            {
                await ResizeAsync(page, width);
                (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
            }
        }

        found.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    private static Task ResizeAsync(IPage page, int width) => page.SetViewportSizeAsync(width, 800);

    private static IEnumerable<string> Violations(string path, AxeResult result) =>
        result.Violations.Select(v => $"{path}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}");
}
