namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// The places of an alert's parts in a payload of the generic source. The webhook's address states it:
/// <c>?name=check.title&amp;status=state&amp;resolved=fine,gone</c>; what it leaves out is found by its usual names.
/// </summary>
internal sealed class FieldMapping
{
    /// <summary>The part that names the array of alerts in the payload.</summary>
    public const string Alerts = "alerts";

    private const string Firing = "firing";
    private const string Resolved = "resolved";
    private const string LabelPrefix = "label.";
    private const int MaxFields = 50;

    private static readonly Dictionary<string, string[]> s_usual = new()
    {
        [Alerts] = ["alerts"],
        ["name"] = ["name", "title", "alertname", "alert_name", "alert", "check", "rule", "event", "labels.alertname",
            "subject", "summary", "message", "text"],
        ["status"] = ["status", "state", "alert_status", "event_type", "action", "type"],
        ["severity"] = ["severity", "priority", "level", "criticality", "urgency"],
        ["summary"] = ["summary", "annotations.summary", "message", "subject", "text"],
        ["description"] = ["description", "annotations.description", "details", "body", "reason", "message"],
        ["startsAt"] = ["startsAt", "starts_at", "started_at", "startedAt", "start", "created_at", "createdAt"],
        ["endsAt"] = ["endsAt", "ends_at", "ended_at", "endedAt", "end", "closed_at", "resolved_at"],
        ["at"] = ["timestamp", "time", "date", "datetime", "updated_at"],
        ["fingerprint"] = ["fingerprint", "dedup_key", "dedupKey", "alias", "key", "alert_id", "alertId", "id"],
        ["url"] = ["url", "link", "href", "source_url", "generatorURL", "alert_url"],
        ["runbook"] = ["runbook_url", "runbook", "runbookUrl"],
        ["dashboard"] = ["dashboard_url", "dashboard", "dashboardUrl"],
        ["labels"] = ["labels", "tags", "attributes"],
    };

    private readonly Dictionary<string, string[]> _places = new(s_usual);
    private readonly Dictionary<string, string> _labels = [];
    private readonly HashSet<string> _firing = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The usual names alone.</summary>
    public static FieldMapping Usual { get; } = new();

    /// <summary>The names of labels and their places.</summary>
    public IReadOnlyDictionary<string, string> Labels => _labels;

    /// <summary>The words of the payload for an alert that fires.</summary>
    public IReadOnlySet<string> FiringWords => _firing;

    /// <summary>The words of the payload for an alert that is resolved.</summary>
    public IReadOnlySet<string> ResolvedWords => _resolved;

    /// <summary>Reads the parameters of a webhook's address.</summary>
    /// <exception cref="InvalidPayloadException">A parameter is unknown, or too long.</exception>
    public static FieldMapping Read(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var mapping = new FieldMapping();
        if (parameters.Count > MaxFields) throw new InvalidPayloadException("",
            $"The address has {parameters.Count} parameters; at most {MaxFields} are accepted.");
        foreach (var (name, value) in parameters) mapping.Set(name, value);
        return mapping;
    }

    /// <summary>The places of a part, in order of preference.</summary>
    public IReadOnlyList<string> PlacesOf(string part) => _places[part];

    private void Set(string name, string value)
    {
        if (value.Length is 0 or > FieldPath.MaxLength)
        {
            throw new InvalidPayloadException(name, $"Has {value.Length} characters; 1 to {FieldPath.MaxLength} were expected.");
        }

        if (name == Firing) _firing.UnionWith(value.Split(','));
        else if (name == Resolved) _resolved.UnionWith(value.Split(','));
        else if (name.StartsWith(LabelPrefix, StringComparison.Ordinal)
            && name.Length > LabelPrefix.Length) _labels[name[LabelPrefix.Length..]] = value;
        else if (_places.ContainsKey(name)) _places[name] = value.Split(',');
        else throw new InvalidPayloadException(name, $"Is no parameter of this address; {string.Join(", ", Known())} are.");
    }

    private static IEnumerable<string> Known() => s_usual.Keys.Concat([Firing, Resolved, $"{LabelPrefix}NAME"]);
}
