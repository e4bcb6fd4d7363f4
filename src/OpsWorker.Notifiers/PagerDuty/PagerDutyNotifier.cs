using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Content;

namespace OpsWorker.Notifiers.PagerDuty;

/// <summary>
/// Adds the outcome as a note to the incident at PagerDuty that the alert came from; other incidents get none. Each note names its id, and
/// before one is added the notes are read, so a note whose answer was lost is not added again.
/// </summary>
/// <param name="http">The client for PagerDuty's addresses.</param>
/// <param name="options">The credential.</param>
/// <param name="time">The clock of timeouts.</param>
public sealed class PagerDutyNotifier(HttpClient http, PagerDutyOptions options, TimeProvider time) : StagedNotifier
{
    private const int MaxNote = 20_000;
    private const string Service = "PagerDuty";
    private readonly NotifierHttp _http = new(http, time);

    /// <inheritdoc/>
    public override string Name => "pagerduty";

    /// <inheritdoc/>
    protected override async Task<NotifierResult?> SendAsync(StagedMessage message, CancellationToken cancellationToken)
    {
        if (IncidentOf(message.View.Incident) is not { } incident) return null;
        var notes = new Uri(options.ApiBaseUrl, $"incidents/{Uri.EscapeDataString(incident)}/notes");
        var (read, failure) = await _http.SendAsync(Service, Request(HttpMethod.Get, notes), cancellationToken);
        if (failure is not null) return failure;
        if (Contains(read.Span, message.Id)) return null;
        var request = Request(HttpMethod.Post, notes);
        request.Content = NotifierHttp.Json(
            new PagerDutyNoteBody(new PagerDutyNote(TextOf(message))), NotifierJson.Default.PagerDutyNoteBody);
        return (await _http.SendAsync(Service, request, cancellationToken)).Failure;
    }

    /// <summary>The id of PagerDuty's incident, from the link of its alert; null where the alert is another source's.</summary>
    internal static string? IncidentOf(Incident incident)
    {
        if (incident.Alerts.All(alert => alert.Source != "pagerduty")) return null;
        foreach (var link in incident.Lead?.Links ?? [])
        {
            if (!Uri.TryCreate(link.Url, UriKind.Absolute, out var url)) continue;
            if (!url.Host.EndsWith(".pagerduty.com", StringComparison.OrdinalIgnoreCase)) continue;
            if (url.Segments is [.., "incidents/", var id] && id.All(char.IsAsciiLetterOrDigit)) return id;
        }

        return null;
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", $"token={options.ApiToken}");
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Add("From", options.From);
        return request;
    }

    private static bool Contains(ReadOnlySpan<byte> body, string id)
    {
        try
        {
            var notes = JsonSerializer.Deserialize(body, NotifierJson.Default.PagerDutyNotes)?.Notes ?? [];
            return notes.Any(note => note.Content?.Contains(id, StringComparison.Ordinal) == true);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    internal static string TextOf(StagedMessage message)
    {
        var text = IncidentText.Of(message);
        var lines = new List<string> { text.Title, text.Conclusion };
        if (text.Remedy is { } remedy) lines.Add($"What to do: {remedy}");
        lines.AddRange(text.Commands);
        lines.AddRange(text.Evidence.Select(quote => $"- {quote}"));
        var end = $"OpsWorker {message.View.Incident.Id} {message.Id}";
        var room = MaxNote - end.Length;
        var note = new StringBuilder();
        foreach (var line in lines.Where(line => note.Length + line.Length < room)) note.Append(line).Append('\n');
        return note.Append(end).ToString();
    }
}

/// <summary>The credential of PagerDuty's REST API.</summary>
/// <param name="ApiToken">A REST API key. A secret.</param>
/// <param name="From">The mail address of a user of the account, whom notes are by.</param>
public sealed record PagerDutyOptions(string ApiToken, string From)
{
    /// <summary>The address of the REST API; ends with a slash.</summary>
    public Uri ApiBaseUrl { get; init; } = new("https://api.pagerduty.com/");

    /// <summary>The options without the token.</summary>
    public override string ToString() => $"PagerDuty as {From}";
}

/// <summary>The body of a new note.</summary>
internal sealed record PagerDutyNoteBody(PagerDutyNote Note);

/// <summary>A note.</summary>
internal sealed record PagerDutyNote(string? Content);

/// <summary>The notes of an incident.</summary>
internal sealed record PagerDutyNotes(IReadOnlyList<PagerDutyNote>? Notes);
