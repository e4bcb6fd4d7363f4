using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads JSON of any layout: by the mapping in the webhook's address, and by usual names where that says nothing.</summary>
public sealed class GenericSource : IAlertSource
{
    private readonly FieldMapping _mapping;

    /// <summary>The source that looks for usual names.</summary>
    public GenericSource()
        : this(FieldMapping.Usual)
    {
    }

    private GenericSource(FieldMapping mapping) => _mapping = mapping;

    /// <inheritdoc/>
    public string Name => "generic";

    /// <summary>The source with the mapping that an address states.</summary>
    /// <exception cref="InvalidPayloadException">A parameter is unknown, or too long.</exception>
    public static GenericSource With(IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Count == 0 ? new GenericSource() : new GenericSource(FieldMapping.Read(parameters));

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => false;

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch)
    {
        var list = payload;
        if (payload.ValueKind == JsonValueKind.Object
            && Find(payload, FieldMapping.Alerts) is { ValueKind: JsonValueKind.Array } alerts) list = alerts;
        if (list.ValueKind != JsonValueKind.Array)
        {
            batch.Read(new PayloadPlace(payload, ""), node => ReadAlert(payload, node));
            return;
        }

        var places = PayloadNode.Entries(list);
        if (places.Count == 0) throw new InvalidPayloadException("", "Is empty; at least one alert was expected.");
        foreach (var place in places.Take(IntakeLimits.MaxAlerts)) batch.Read(place, node => ReadAlert(place.Element, node));
        batch.Truncate(Math.Max(0, places.Count - IntakeLimits.MaxAlerts));
    }

    private AlertDraft ReadAlert(JsonElement alert, PayloadNode node)
    {
        var name = Text(alert, "name")
            ?? throw node.Invalid("name", "Is missing; a name, title or summary was expected, or ?name=PATH in the webhook's address.");
        var labels = Labels(alert, node);
        var fingerprint = Text(alert, "fingerprint");
        return new AlertDraft
        {
            Name = name,
            Status = StatusOf(Text(alert, "status")),
            Severity = Severities.Parse(Text(alert, "severity")),
            Summary = Text(alert, "summary"),
            Description = Text(alert, "description"),
            Labels = labels,
            Annotations = new FlatPayload(node).ByPath,
            StartsAt = Instants.Parse(Text(alert, "startsAt")),
            EndsAt = Instants.Parse(Text(alert, "endsAt")),
            EventAt = Instants.Parse(Text(alert, "at")),
            Fingerprint = fingerprint is null ? null : Identifier.From("generic", fingerprint),
            GeneratorUrl = Text(alert, "url"),
            RunbookUrl = Text(alert, "runbook"),
            DashboardUrl = Text(alert, "dashboard"),
            Original = node.Json,
        };
    }

    // A payload of an unknown word tells of a problem: a sender that has a word for the end is given it by ?resolved=WORD.
    private AlertStatus StatusOf(string? word)
    {
        if (word is null) return AlertStatus.Firing;
        if (_mapping.ResolvedWords.Contains(word)) return AlertStatus.Resolved;
        return _mapping.FiringWords.Contains(word) ? AlertStatus.Firing : StatusWords.Parse(word) ?? AlertStatus.Firing;
    }

    private Dictionary<string, string> Labels(JsonElement alert, PayloadNode node)
    {
        var labels = new Dictionary<string, string>();
        foreach (var (label, path) in _mapping.Labels)
        {
            if (FieldPath.Text(alert, path) is { } value) labels[label] = value;
        }

        if (Find(alert, "labels") is { } given)
        {
            if (given.ValueKind == JsonValueKind.Object)
            {
                foreach (var (label, value) in new PayloadPlace(given, "").Node().Scalars()) labels.TryAdd(label, value);
            }
            else if (given.ValueKind == JsonValueKind.Array)
            {
                TagList.AddTo(labels, PayloadNode.Entries(given));
            }
            else if (given.ValueKind == JsonValueKind.String)
            {
                TagList.AddTo(labels, [given.GetString()!]);
            }
        }

        // The place in Kubernetes is taken from the root as well.
        var root = node.Scalars();
        foreach (var (label, value) in root.Where(field => ResourceLabels.IsPlace(field.Key))) labels.TryAdd(label, value);
        return labels;
    }

    private string? Text(JsonElement alert, string part) =>
        _mapping.PlacesOf(part).Select(path => FieldPath.Text(alert, path)).FirstOrDefault(text => text is not null);

    private JsonElement? Find(JsonElement payload, string part) =>
        _mapping.PlacesOf(part).Select(path => FieldPath.Find(payload, path)).FirstOrDefault(value => value is not null);
}
