using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Api.Alerts;

/// <summary>The alerts that a request asks for; what is null is not asked.</summary>
internal sealed record AlertFilter
{
    private const int MaxLength = 200;

    /// <summary>Firing or Resolved.</summary>
    public AlertStatus? Status { get; private init; }

    /// <summary>The severity.</summary>
    public Severity? Severity { get; private init; }

    /// <summary>The start, by the sender's clock.</summary>
    public TimeRange? Within { get; private init; }

    /// <summary>The source.</summary>
    public string? Source { get; private init; }

    /// <summary>The cluster's name.</summary>
    public string? Cluster { get; private init; }

    /// <summary>The namespace.</summary>
    public string? Namespace { get; private init; }

    /// <summary>The workload's or the pod's name.</summary>
    public string? Workload { get; private init; }

    /// <summary>A text in the name, the summary, the description or a label, in upper or lower case.</summary>
    public string? Text { get; private init; }

    /// <summary>Reads the parameters of a request.</summary>
    /// <exception cref="InvalidParameterException">One of them is wrong.</exception>
    public static AlertFilter Read(AlertQuery query)
    {
        foreach (var (name, value) in query.Texts())
        {
            if (value is { Length: 0 or > MaxLength })
            {
                throw new InvalidParameterException(name, $"Has {value.Length} characters; 1 to {MaxLength} were expected.");
            }
        }

        var from = Time("from", query.From);
        var to = Time("to", query.To);
        if (from >= to) throw new InvalidParameterException("to", "Is not after `from`.");
        return new AlertFilter
        {
            Status = Word<AlertStatus>("status", query.Status),
            Severity = Word<Severity>("severity", query.Severity),
            Within = from is null && to is null ? null : new TimeRange(from ?? DateTimeOffset.UnixEpoch, to ?? DateTimeOffset.MaxValue),
            Source = query.Source,
            Cluster = query.Cluster,
            Namespace = query.Namespace,
            Workload = query.Workload,
            Text = query.Text,
        };
    }

    /// <summary>True if the alert is asked for; the start is filtered by the store.</summary>
    public bool Matches(Alert alert) => (Status is null || alert.Status == Status)
        && (Severity is null || alert.Severity == Severity)
        && (Source is null || alert.Source == Source)
        && (Cluster is null || alert.Labels.GetValueOrDefault("cluster") == Cluster)
        && (Namespace is null || (alert.Resource?.Namespace ?? alert.Labels.GetValueOrDefault("namespace")) == Namespace)
        && (Workload is null || alert.Resource?.Workload == Workload || alert.Resource?.Pod == Workload)
        && (Text is null || Texts(alert).Any(text => text?.Contains(Text, StringComparison.OrdinalIgnoreCase) == true));

    private static IEnumerable<string?> Texts(Alert alert) => [alert.Name, alert.Summary, alert.Description, .. alert.Labels.Values];

    private static T? Word<T>(string name, string? value)
        where T : struct, Enum
    {
        if (value is null) return null;
        return Enum.TryParse<T>(value, ignoreCase: true, out var word) && !char.IsAsciiDigit(value[0])
            ? word
            : throw new InvalidParameterException(name, $"Is none of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static DateTimeOffset? Time(string name, string? value)
    {
        if (value is null) return null;
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && value.Length >= 10
            ? time
            : throw new InvalidParameterException(name, "Is no RFC 3339 time, such as 2026-03-01T03:00:00Z.");
    }
}

/// <summary>The parameters of a request for alerts.</summary>
internal sealed record AlertQuery(
    string? Status, string? Severity, string? Source, string? Cluster, string? Namespace, string? Workload, string? Text, string? From,
        string? To)
{
    public IEnumerable<(string Name, string? Value)> Texts() =>
        [("source", Source), ("cluster", Cluster), ("namespace", Namespace), ("workload", Workload), ("text", Text)];
}
