using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsWorker.Api;
using OpsWorker.Core;

namespace OpsWorker.Server.Tests.Http;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _application = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddOpsWorkerWebhooks();
        _application = builder.Build();
        _application.UseOpsWorkerFaults();
        _application.MapGet("/full", string () => throw new StoreUnavailableException(
            "The database cannot be written: database or disk is full", new IOException("ENOSPC")));
        _application.MapGet("/fault", string () => throw new InvalidOperationException("A secret of the implementation."));
        await _application.StartAsync();
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        _http.BaseAddress = new Uri(addresses.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Records_that_cannot_be_written_are_a_503_with_the_reason_and_the_time_to_try_again()
    {
        using var response = await _http.GetAsync(new Uri("/full", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await DetailAsync(response)).ShouldBe("The database cannot be written: database or disk is full");
    }

    [Fact]
    public async Task A_fault_of_the_server_is_a_500_that_says_nothing_of_the_implementation()
    {
        using var response = await _http.GetAsync(new Uri("/fault", UriKind.Relative), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await DetailAsync(response)).ShouldBe("The request failed by a fault of the server; its log has the details.");
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        body.ShouldNotContain("secret");
        return JsonNode.Parse(body)!["detail"]!.GetValue<string>();
    }
}
