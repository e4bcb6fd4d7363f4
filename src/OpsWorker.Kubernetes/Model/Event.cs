using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>Something that a component reported, of <c>v1</c> or of <c>events.k8s.io/v1</c>.</summary>
public sealed class Event : KubernetesObject
{
    /// <summary>What it is about, in <c>v1</c>.</summary>
    public ObjectReferenceField? InvolvedObject { get; set; }

    /// <summary>What it is about, in <c>events.k8s.io/v1</c>.</summary>
    public ObjectReferenceField? Regarding { get; set; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; set; }

    /// <summary>In one word: <c>FailedScheduling</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The text, in <c>v1</c>.</summary>
    public string? Message { get; set; }

    /// <summary>The text, in <c>events.k8s.io/v1</c>.</summary>
    public string? Note { get; set; }

    /// <summary>How often, in <c>v1</c>.</summary>
    public int? Count { get; set; }

    /// <summary>How often, carried over from <c>v1</c>.</summary>
    public int? DeprecatedCount { get; set; }

    /// <summary>First seen, in <c>v1</c>.</summary>
    public DateTimeOffset? FirstTimestamp { get; set; }

    /// <summary>Last seen, in <c>v1</c>.</summary>
    public DateTimeOffset? LastTimestamp { get; set; }

    /// <summary>First seen, in newer reporters.</summary>
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>First seen, carried over from <c>v1</c>.</summary>
    public DateTimeOffset? DeprecatedFirstTimestamp { get; set; }

    /// <summary>Last seen, carried over from <c>v1</c>.</summary>
    public DateTimeOffset? DeprecatedLastTimestamp { get; set; }

    /// <summary>Repetitions, in newer reporters.</summary>
    public EventSeries? Series { get; set; }

    /// <summary>Who reported it, in <c>v1</c>.</summary>
    public EventSource? Source { get; set; }

    /// <summary>Who reported it.</summary>
    public string? ReportingComponent { get; set; }

    /// <summary>What it is about, in either form.</summary>
    [JsonIgnore]
    public ObjectReferenceField? About => InvolvedObject ?? Regarding;

    /// <summary>The text, in either form.</summary>
    [JsonIgnore]
    public string Text => Message ?? Note ?? "";

    /// <summary>The name of the field that has the text, for quotations.</summary>
    [JsonIgnore]
    public string TextField => Message is null && Note is not null ? "note" : "message";

    /// <summary>How often.</summary>
    [JsonIgnore]
    public int Times => Math.Max(1, Series?.Count ?? Count ?? DeprecatedCount ?? 1);

    /// <summary>First seen; null where not even the object's creation is known.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstAt =>
        FirstTimestamp ?? DeprecatedFirstTimestamp ?? EventTime ?? LastTimestamp ?? Metadata.CreationTimestamp;

    /// <summary>Last seen; null where not even the object's creation is known.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastAt =>
        Series?.LastObservedTime ?? LastTimestamp ?? DeprecatedLastTimestamp ?? EventTime ?? Metadata.CreationTimestamp;
}

/// <summary>Repetitions of an event.</summary>
public sealed record EventSeries(int? Count, DateTimeOffset? LastObservedTime);

/// <summary>Who reported an event.</summary>
public sealed record EventSource(string? Component, string? Host);
