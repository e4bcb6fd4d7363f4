using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core.Messaging;

namespace OpsWorker.Slack.Interactions;

/// <summary>The text of a slash command or of a mention, read: an operation, or an answer for the person.</summary>
/// <param name="Operation">The operation; null where there is only an answer.</param>
/// <param name="IncidentId">The incident; null where the operation needs none.</param>
/// <param name="Length">The length of a silence; null until the resolution.</param>
/// <param name="Answer">The answer: the help, or the word that was not understood.</param>
internal sealed partial record CommandText(ChatOperation? Operation, string? IncidentId, TimeSpan? Length, string? Answer)
{
    /// <summary>The operations with their words.</summary>
    public const string Help =
        """
        `/opsworker incidents` lists the open incidents
        `/opsworker show INCIDENT` shows one with its cause
        `/opsworker ack INCIDENT` acknowledges it
        `/opsworker investigate INCIDENT` investigates it again
        `/opsworker silence INCIDENT 1h` silences it for a time (`30m`, `8h`, `2d`, up to 7 days), `resolved` until it is resolved,
        `off` ends it
        An incident is named by its id, `inc_…`, which stands at the end of its message.
        """;

    private const int MaxWord = 60;
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(7);

    /// <summary>Reads the text.</summary>
    public static CommandText Parse(string text)
    {
        var words = text.Split([' ', '\t', '\n', '\r', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        var verb = words.Length == 0 ? "help" : words[0].ToLowerInvariant();
        return verb switch
        {
            "help" => Answered(Help),
            "incidents" or "list" => words.Length == 1
                ? new CommandText(ChatOperation.Incidents, null, null, null)
                : Unexpected(words[1], verb),
            "show" => OfIncident(ChatOperation.Show, verb, words),
            "ack" or "acknowledge" => OfIncident(ChatOperation.Acknowledge, verb, words),
            "investigate" => OfIncident(ChatOperation.Investigate, verb, words),
            "silence" => Silence(words),
            _ => Answered($"There is no command `{Shown(words[0])}`.\n{Help}"),
        };
    }

    /// <summary>The length of a silence: <c>30m</c>, <c>8h</c>, <c>2d</c>, <c>off</c>; null for <c>resolved</c>.</summary>
    public static (bool IsValid, TimeSpan? Length) ReadLength(string word)
    {
        if (word is "resolved") return (true, null);
        if (word is "off") return (true, TimeSpan.Zero);
        var match = LengthForm().Match(word);
        if (!match.Success) return (false, null);
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var length = match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
        return (length > TimeSpan.Zero && length <= s_longest, length);
    }

    /// <summary>The text has the form of an incident's id.</summary>
    public static bool IsIncident(string text) => IncidentForm().IsMatch(text);

    private static CommandText OfIncident(ChatOperation operation, string verb, string[] words)
    {
        if (words.Length == 1) return Answered($"`{verb}` needs an incident, such as `inc_1f2e…`; `incidents` lists the open ones.");
        if (!IsIncident(words[1])) return Answered($"`{Shown(words[1])}` is not an incident's id, such as `inc_1f2e…`.");
        return words.Length > 2 ? Unexpected(words[2], verb) : new CommandText(operation, words[1], null, null);
    }

    private static CommandText Silence(string[] words)
    {
        if (words.Length < 3 || !IsIncident(words[1]))
        {
            return Answered("`silence` needs an incident and a length: `/opsworker silence inc_1f2e… 8h`; `resolved` instead of a length "
                + "silences until it is resolved.");
        }

        if (words.Length > 3) return Unexpected(words[3], "silence");
        var (isValid, length) = ReadLength(words[2]);
        return isValid
            ? new CommandText(ChatOperation.Silence, words[1], length, null)
            : Answered($"`{Shown(words[2])}` is not a length: `30m`, `8h` or `2d`, up to 7 days, `resolved` or `off`.");
    }

    private static CommandText Unexpected(string word, string verb) => Answered($"`{Shown(word)}` after `{verb}` is not understood.");

    private static CommandText Answered(string answer) => new(null, null, null, answer);

    private static string Shown(string word) => BlockKit.SlackText.Line(word, MaxWord);

    [GeneratedRegex(@"^inc_[0-9A-Za-z]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex IncidentForm();

    [GeneratedRegex(@"^(?<number>[0-9]{1,5})(?<unit>[mhd])\z", RegexOptions.NonBacktracking)]
    private static partial Regex LengthForm();
}
