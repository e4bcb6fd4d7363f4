using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.Interactions;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests.Interactions;

/// <summary>The receiver of Slack's requests, with the requests of the folder <c>Requests</c>, signed as Slack signs them.</summary>
internal sealed class ReceiverWorld : ISecretSource
{
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Incident = "inc_0123456789abcdef0123";

    private readonly Dictionary<string, string> _secrets = new() { ["Slack:SigningSecret"] = Secret };

    public ReceiverWorld() => Receiver = new SlackReceiver(this, Organisations, Queue, Time);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 3, 0, 50, TimeSpan.Zero));

    public ListedOrganisations Organisations { get; } = new("org_1");

    public SentMessages Queue { get; } = new();

    public SlackReceiver Receiver { get; }

    public string? this[string secret]
    {
        set
        {
            if (value is null) _secrets.Remove(secret);
            else _secrets[secret] = value;
        }
    }

    public Task<string?> GetAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_secrets.GetValueOrDefault(name));

    public ChatCommand TheCommand()
    {
        var (queue, message) = Queue.Sent.ShouldHaveSingleItem();
        queue.ShouldBe(Queues.Chat);
        return JsonSerializer.Deserialize(message.Body, CoreJson.Default.ChatCommand)!;
    }

    public static string Request(string file) => File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "OpsWorker.Slack.Tests", "Interactions", "Requests", file)).TrimEnd('\n');

    public static string Form(string payload) => "payload=" + Uri.EscapeDataString(payload);

    /// <summary>Sends a body signed now, or at another time or with another signature.</summary>
    public Task<ChatAnswer> SendAsync(ChatRequestKind kind, string body, long? at = null, string? signature = null, string? secret = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var timestamp = (at ?? Time.GetUtcNow().ToUnixTimeSeconds()).ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>
        {
            ["X-Slack-Request-Timestamp"] = timestamp,
            ["X-Slack-Signature"] = signature ?? SlackSignature.Of(timestamp, bytes, secret ?? Secret),
        };
        return Receiver.ReceiveAsync(
            new ChatRequest(kind, name => headers.GetValueOrDefault(name, ""), bytes), TestContext.Current.CancellationToken);
    }
}

/// <summary>Organisations that can only be listed.</summary>
internal sealed class ListedOrganisations(params string[] ids) : IOrganisationStore
{
    public List<string> Ids { get; } = [.. ids];

    public Task<Page<Organisation>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var listed = Ids.Take(page.Limit)
            .Select(id => new Organisation { Id = new OrganisationId(id), Name = id, CreatedAt = DateTimeOffset.UnixEpoch });
        return Task.FromResult(new Page<Organisation>([.. listed], null));
    }

    public Task<bool> TryPutAsync(Organisation organisation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Organisation?> GetAsync(OrganisationId id, CancellationToken cancellationToken) => throw new NotSupportedException();
}
