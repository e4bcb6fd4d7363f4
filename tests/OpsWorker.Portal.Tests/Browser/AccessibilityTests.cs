using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpsWorker.Portal.Tests.Browser;

public sealed class AccessibilityTests(RunningPortal portal, Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1200)]
    [InlineData(ColorScheme.Dark, 1200)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Axe_finds_nothing_on_any_page(ColorScheme theme, int width)
    {
        var options = new BrowserNewContextOptions { ColorScheme = theme, ViewportSize = new() { Width = width, Height = 800 } };
        var page = await chromium.OpenAsync(portal, "/incidents", options);
        var found = new List<string>();

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            var result = await page.RunAxe();
            found.AddRange(result.Violations.Select(v => $"{path}: {v.Id} {string.Join(" | ", v.Nodes.Select(n => n.Html).Take(3))}"));
        }

        found.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_page_is_wider_than_a_phone(int width)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = 800 } };
        var page = await chromium.OpenAsync(portal, "/incidents", options);

        foreach (var path in PagePaths.Shown(portal))
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, path);
        }

        await page.Context.CloseAsync();
    }
}
