using Microsoft.Playwright;
using OpsWorker.Portal.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace OpsWorker.Portal.Tests.Browser;

/// <summary>The browser of this machine, started at its first use; without one the tests that want it are skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A page of somebody who is signed in.</summary>
    public async Task<IPage> OpenAsync(RunningPortal portal, string path, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAloneAsync(portal, options);
        await page.GotoAsync(portal.CreateSignInLink().ToString());
        if (path != "/incidents") await page.GotoAsync(new Uri(portal.Address, path).ToString());
        return page;
    }

    /// <summary>A page of a stranger.</summary>
    public async Task<IPage> OpenAloneAsync(RunningPortal portal, BrowserNewContextOptions? options = null)
    {
        var browser = await StartAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions(options ?? new()) { BaseURL = portal.Address.ToString() });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }

    private async Task<IBrowser> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), $"There is no {Program}: apt-get install chromium.");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
        finally
        {
            _starting.Release();
        }
    }
}
