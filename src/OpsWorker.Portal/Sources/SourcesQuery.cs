using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Design;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Sources;

/// <summary>A source of alerts.</summary>
/// <param name="Name">The name in addresses.</param>
/// <param name="LastReceived">The newest alert of the last 200; null where none of them is of this source.</param>
public sealed record SourceState(string Name, Alert? LastReceived);

/// <summary>The sources and the keys.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Server">The server's address, which ends with a slash.</param>
/// <param name="Sources">The sources.</param>
/// <param name="Keys">The keys; null for people who may not see them.</param>
public sealed record SourcesModel(Frame Frame, Uri Server, IReadOnlyList<SourceState> Sources, IReadOnlyList<AccessKey>? Keys)
{
    /// <summary>A key that was just made; shown once.</summary>
    public KeyWithSecret? Made { get; init; }

    /// <summary>The reason why a key was not made; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>The configuration of Alertmanager.</summary>
    public string Alertmanager =>
        $"""
        receivers:
          - name: opsworker
            webhook_configs:
              - url: {AddressOf("alertmanager")}
                send_resolved: true
                max_alerts: 5000
        """;

    /// <summary>The address of a source's webhook.</summary>
    public string AddressOf(string source) => $"{Server}v1/webhooks/{source}/KEY";

    /// <summary>The command that sends a file to a source's webhook.</summary>
    public string CurlFor(string source) =>
        $"curl --data @payload.json -H 'Content-Type: application/json' {ShellWord.Quote(AddressOf(source))}";
}

/// <summary>Reads the sources and the keys, and makes and revokes keys.</summary>
internal static class SourcesQuery
{
    public static async Task<IResult> ShowAsync(PortalRequest request) => PortalRequest.Page(SourcesPage.Create(await ReadAsync(request)));

    public static async Task<IResult> AddKeyAsync(PortalRequest request)
    {
        var kind = request.Form["kind"] == nameof(AccessKeyKind.Api) ? AccessKeyKind.Api : AccessKeyKind.Webhook;
        AccessRole? role = kind == AccessKeyKind.Api && Enum.TryParse<AccessRole>(request.Form["role"], out var named) ? named : null;
        var name = request.Form["name"].ToString().Trim() is { Length: > 0 } given ? given : null;
        try
        {
            var made = await request.Service<KeyLifecycle>().AddAsync(request.Principal, new KeyRequest(kind, name, role), request.Cancel);
            return PortalRequest.Page(SourcesPage.Create(await ReadAsync(request) with { Made = made }));
        }
        catch (InvalidKeyException e)
        {
            var model = await ReadAsync(request) with { Error = e.Message };
            return PortalRequest.Page(SourcesPage.Create(model), StatusCodes.Status400BadRequest);
        }
    }

    public static async Task<IResult> RevokeKeyAsync(PortalRequest request) =>
        await request.Service<KeyLifecycle>().RevokeAsync(request.Principal, request.Route("id"), request.Cancel)
            ? PortalRequest.See("/sources?done=revoked")
            : request.NotFound("key");

    private static async Task<SourcesModel> ReadAsync(PortalRequest request)
    {
        var alerts = await request.Service<AlertReader>().ListAsync(
            request.Principal, new AlertFilter(), new PageRequest(PageRequest.MaxLimit), request.Cancel);
        var newest = alerts.Items.ToLookup(alert => alert.Source);
        return new SourcesModel(
            request.Frame("Sources and keys", PortalSection.Sources),
            request.Service<PortalAddress>().For(request.Context.Request),
            [.. AlertSources.All.Select(source => new SourceState(source.Name, newest[source.Name].MaxBy(alert => alert.ReceivedAt)))],
            await KeysAsync(request));
    }

    private static async Task<IReadOnlyList<AccessKey>?> KeysAsync(PortalRequest request)
    {
        if (!request.Principal.Can(AccessScope.Keys)) return null;
        var page = await request.Service<KeyLifecycle>().ListAsync(
            request.Principal, new PageRequest(PageRequest.MaxLimit), request.Cancel);
        return page.Items;
    }
}
