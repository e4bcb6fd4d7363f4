using System.Text.Json.Nodes;
using OpsWorker.Contracts;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Mail;
using OpsWorker.Notifiers.Teams;
using OpsWorker.Notifiers.Webhooks;

namespace OpsWorker.Notifiers.Tests;

public sealed class WebhookNotifierContract : NotifierContract, IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private HttpStandIn _service = null!;

    protected override bool CanEditAndFind => false;

    protected override INotifier Notifier => new WebhookNotifier(_http, _service.Address, "secret", TimeProvider.System);

    // The form for programs has the times; the contract asks for what people read.
    protected override IReadOnlyList<string> Messages => [.. _service.Requests.Select(r => WithDuration(r.Body))];

    public async ValueTask InitializeAsync() => _service = await HttpStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }

    private static string WithDuration(string body)
    {
        var incident = JsonNode.Parse(body)!["incident"]!;
        var end = incident["resolvedAt"]?.GetValue<DateTimeOffset>();
        return end is null ? body : $"{body} {(end.Value - incident["startsAt"]!.GetValue<DateTimeOffset>()).TotalMinutes:0} min";
    }
}

public sealed class TeamsNotifierContract : NotifierContract, IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private HttpStandIn _service = null!;

    protected override bool CanEditAndFind => false;

    protected override INotifier Notifier => new TeamsNotifier(_http, _service.Address, TimeProvider.System);

    protected override IReadOnlyList<string> Messages => [.. _service.Requests.Select(r => TeamsTests.TextOf(r.Body))];

    public async ValueTask InitializeAsync() => _service = await HttpStandIn.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _service.DisposeAsync();
    }
}

public sealed class MailNotifierContract : NotifierContract, IDisposable
{
    private readonly SmtpStandIn _server = new();

    protected override bool CanEditAndFind => false;

    protected override INotifier Notifier => new MailNotifier(
        new MailOptions("127.0.0.1", "opsworker@example.com", ["oncall@example.com"]) { Port = _server.Port, UseTls = false });

    protected override IReadOnlyList<string> Messages => [.. _server.Messages.Select(MailTests.Unfolded)];

    public void Dispose() => _server.Dispose();
}
