using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Content;

namespace OpsWorker.Notifiers.Teams;

/// <summary>
/// Posts adaptive cards to the webhook of a Microsoft Teams workflow, which can neither edit nor find them: a message whose answer was
/// lost is posted again.
/// </summary>
/// <param name="http">The client for the address.</param>
/// <param name="url">The address of the workflow. A secret.</param>
/// <param name="time">The clock of timeouts.</param>
public sealed class TeamsNotifier(HttpClient http, Uri url, TimeProvider time) : StagedNotifier
{
    private readonly NotifierHttp _http = new(http, time);

    /// <inheritdoc/>
    public override string Name => "teams";

    /// <inheritdoc/>
    protected override async Task<NotifierResult?> SendAsync(StagedMessage message, CancellationToken cancellationToken)
    {
        var card = TeamsMessage.Of(IncidentText.Of(message));
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = NotifierHttp.Json(card, NotifierJson.Default.TeamsMessage),
        };
        return (await _http.SendAsync("Teams", request, cancellationToken)).Failure;
    }
}
