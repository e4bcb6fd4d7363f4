using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Interactions;

/// <summary>Takes Slack's requests: buttons and menus, slash commands, mentions. They are queued before Slack is answered.</summary>
/// <param name="secrets">
/// The source of <c>Slack:SigningSecret</c>, <c>Slack:Organisation</c>, <c>Slack:Workspaces</c> and <c>Slack:ApiBaseUrl</c>.
/// </param>
/// <param name="organisations">The organisations.</param>
/// <param name="queue">The queues.</param>
/// <param name="time">The clock.</param>
public sealed partial class SlackReceiver(
    ISecretSource secrets, IOrganisationStore organisations, IMessageQueue queue, TimeProvider time) : IChatReceiver
{
    private const string SecretName = "Slack:SigningSecret";
    private const int MaxName = 80;
    private static readonly ChatAnswer s_taken = new(ChatOutcome.Accepted);

    /// <inheritdoc/>
    public async Task<ChatAnswer> ReceiveAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        if (await secrets.GetAsync(SecretName, cancellationToken) is not { } secret)
        {
            return new ChatAnswer(ChatOutcome.NotConfigured, $"Set {SecretName} to the signing secret of the Slack app.");
        }

        if (SlackSignature.FindFault(request.Header, request.Body.Span, secret, time.GetUtcNow()) is { } fault)
        {
            return new ChatAnswer(ChatOutcome.NotAuthentic, fault);
        }

        try
        {
            return request.Kind switch
            {
                ChatRequestKind.Interaction => await InteractAsync(request.Body, cancellationToken),
                ChatRequestKind.Command => await CommandAsync(request.Body, cancellationToken),
                _ => await EventAsync(request.Body, cancellationToken),
            };
        }
        catch (JsonException e)
        {
            return new ChatAnswer(ChatOutcome.NotUnderstood, $"The body is not a request of Slack: {e.Path ?? "$"} is not as expected.");
        }
    }

    private async Task<ChatAnswer> InteractAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!FormFields.Read(body.Span).TryGetValue("payload", out var json)) return Missing("payload");
        var payload = JsonSerializer.Deserialize(json, InteractionJson.Default.InteractionPayload);
        if (payload?.User?.Id is not { Length: > 0 } user) return Missing("user");
        foreach (var action in payload.Actions ?? [])
        {
            if (PressedAction.Of(action) is not { } pressed) continue;
            if (await ReplyToAsync(payload.ResponseUrl, cancellationToken) is not { } replyTo) return Missing("response_url");
            if (await OrganisationAsync(cancellationToken) is not { } organisation) return s_taken;
            var command = new ChatCommand
            {
                Organisation = organisation,
                Operation = pressed.Operation,
                By = Person(user, payload.User.Username ?? payload.User.Name),
                At = time.GetUtcNow(),
                IncidentId = pressed.IncidentId,
                Length = pressed.Length,
                RightCause = pressed.RightCause,
                Workspace = await WorkspaceAsync(user, payload.Channel?.Id ?? payload.Container?.ChannelId, cancellationToken),
                ReplyTo = replyTo,
            };
            await SendAsync(command, $"{payload.TriggerId}{action.ActionId}{action.ActionTs}", cancellationToken);
        }

        return s_taken;
    }

    private async Task<ChatAnswer> CommandAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var fields = FormFields.Read(body.Span);
        if (!fields.TryGetValue("user_id", out var user) || user.Length == 0) return Missing("user_id");
        var read = CommandText.Parse(fields.GetValueOrDefault("text", ""));
        if (read.Operation is not { } operation) return Ephemeral(read.Answer ?? "");
        if (await ReplyToAsync(fields.GetValueOrDefault("response_url"), cancellationToken) is not { } replyTo)
        {
            return Missing("response_url");
        }

        if (await OrganisationAsync(cancellationToken) is not { } organisation) return Ephemeral(SlackOrganisation.Unknown);
        var command = CommandOf(read, operation, organisation, Person(user, fields.GetValueOrDefault("user_name")), replyTo) with
        {
            Workspace = await WorkspaceAsync(user, fields.GetValueOrDefault("channel_id"), cancellationToken),
        };
        await SendAsync(command, fields.GetValueOrDefault("trigger_id", ""), cancellationToken);
        return s_taken;
    }

    private async Task<ChatAnswer> EventAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.Deserialize(body.Span, InteractionJson.Default.EventPayload);
        if (payload is { Type: "url_verification", Challenge: { } challenge })
        {
            return Json(new ChallengeAnswer(challenge), InteractionJson.Default.ChallengeAnswer);
        }

        // Messages of apps, our own among them, are no commands.
        if (payload is not { Type: "event_callback", Event: { } content }) return s_taken;
        var mention = content.Deserialize(InteractionJson.Default.MentionEvent);
        if (mention is not { Type: "app_mention", BotId: null, User.Length: > 0, Channel.Length: > 0 }) return s_taken;
        if (await OrganisationAsync(cancellationToken) is not { } organisation) return s_taken;
        var read = CommandText.Parse(Mention().Replace(mention.Text ?? "", " "));
        var replyTo = new ChatReplyTo(Url: null, mention.Channel, mention.ThreadTs ?? mention.Ts);
        var command = CommandOf(read, read.Operation ?? ChatOperation.Help, organisation, Person(mention.User, null), replyTo) with
        {
            Workspace = await WorkspaceAsync(mention.User, mention.Channel, cancellationToken),
        };
        await SendAsync(command, payload.EventId ?? "", cancellationToken);
        return s_taken;
    }

    private ChatCommand CommandOf(
        CommandText read, ChatOperation operation, OrganisationId organisation, Actor by, ChatReplyTo replyTo) => new()
        {
            Organisation = organisation,
            Operation = operation,
            By = by,
            At = time.GetUtcNow(),
            IncidentId = read.IncidentId,
            Length = read.Length,
            ReplyTo = replyTo,
        };

    // Slack repeats a request that it takes for unanswered.
    private Task SendAsync(ChatCommand command, string requestId, CancellationToken cancellationToken) => queue.SendAsync(
        Queues.Chat,
        [
            new OutgoingMessage
            {
                Body = JsonSerializer.Serialize(command, CoreJson.Default.ChatCommand),
                GroupId = command.IncidentId ?? Identifier.From("person", command.By.Id),
                DeduplicationId = Identifier.From("chat", command.By.Id, requestId, command.IncidentId ?? ""),
            },
        ],
        cancellationToken);

    private Task<OrganisationId?> OrganisationAsync(CancellationToken cancellationToken) =>
        SlackOrganisation.FindAsync(secrets, organisations, cancellationToken);

    // A setting that cannot be read opens nothing.
    private async Task<string?> WorkspaceAsync(string member, string? channel, CancellationToken cancellationToken)
    {
        try
        {
            return SlackWorkspaces.Parse(await secrets.GetAsync("Slack:" + SlackWorkspaces.Setting, cancellationToken)).Of(member, channel);
        }
        catch (FormatException)
        {
            return SlackWorkspaces.None;
        }
    }

    private async Task<ChatReplyTo?> ReplyToAsync(string? url, CancellationToken cancellationToken) =>
        ReplyAddress.IsSlacks(url, await secrets.GetAsync("Slack:ApiBaseUrl", cancellationToken)) ? new ChatReplyTo(url) : null;

    private static Actor Person(string id, string? name) => new(
        ActorKind.SlackUser,
        SlackText.Line(id, MaxName),
        string.IsNullOrWhiteSpace(name) ? null : SlackText.Line(name, MaxName));

    private static ChatAnswer Missing(string field) => new(ChatOutcome.NotUnderstood, $"The request has no valid {field}.");

    private static ChatAnswer Ephemeral(string text) => Json(new EphemeralAnswer(text), InteractionJson.Default.EphemeralAnswer);

    private static ChatAnswer Json<T>(T value, JsonTypeInfo<T> type) => new(ChatOutcome.Accepted, JsonSerializer.Serialize(value, type));

    [GeneratedRegex("<@[A-Z0-9]+(\\|[^>]*)?>", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Mention();
}
