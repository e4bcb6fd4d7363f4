using System.Text.Json.Serialization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>An event of <c>v1</c> or of <c>events.k8s.io/v1</c>.</summary>
public sealed class Event : KubernetesObject
{
    // The API server's clients write so before the message of the last of many events that differ in details.
    private const string Combined = "(combined from similar events): ";

    /// <summary>The object that the event is about, in <c>v1</c>.</summary>
    public ObjectReferenceField? InvolvedObject { get; set; }

    /// <summary>The object that the event is about, in <c>events.k8s.io/v1</c>.</summary>
    public ObjectReferenceField? Regarding { get; set; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; set; }

    /// <summary>For example <c>FailedScheduling</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>The message, in <c>v1</c>.</summary>
    public string? Message { get; set; }

    /// <summary>The message, in <c>events.k8s.io/v1</c>.</summary>
    public string? Note { get; set; }

    /// <summary>The number of occurrences, in <c>v1</c>.</summary>
    public int? Count { get; set; }

    /// <summary>The number of occurrences, carried over from <c>v1</c>.</summary>
    public int? DeprecatedCount { get; set; }

    /// <summary>The first occurrence, in <c>v1</c>.</summary>
    public DateTimeOffset? FirstTimestamp { get; set; }

    /// <summary>The last occurrence, in <c>v1</c>.</summary>
    public DateTimeOffset? LastTimestamp { get; set; }

    /// <summary>The first occurrence, from newer reporters.</summary>
    public DateTimeOffset? EventTime { get; set; }

    /// <summary>The first occurrence, carried over from <c>v1</c>.</summary>
    public DateTimeOffset? DeprecatedFirstTimestamp { get; set; }

    /// <summary>The last occurrence, carried over from <c>v1</c>.</summary>
    public DateTimeOffset? DeprecatedLastTimestamp { get; set; }

    /// <summary>The repetitions, from newer reporters.</summary>
    public EventSeries? Series { get; set; }

    /// <summary>The reporting component, in <c>v1</c>.</summary>
    public EventSource? Source { get; set; }

    public string? ReportingComponent { get; set; }

    /// <summary>The object that the event is about, in either form.</summary>
    [JsonIgnore]
    public ObjectReferenceField? About => InvolvedObject ?? Regarding;

    /// <summary>The message, in either form; without the prefix of events that were combined.</summary>
    [JsonIgnore]
    public string Text => (Message ?? Note ?? "") is var text && text.StartsWith(Combined, StringComparison.Ordinal)
        ? text[Combined.Length..]
        : text;

    /// <summary>The name of the message's field, for quotations.</summary>
    [JsonIgnore]
    public string TextField => Message is null && Note is not null ? "note" : "message";

    /// <summary>The number of occurrences.</summary>
    [JsonIgnore]
    public int Times => Math.Max(1, Series?.Count ?? Count ?? DeprecatedCount ?? 1);

    /// <summary>The first occurrence; null where not even the object's creation is known.</summary>
    [JsonIgnore]
    public DateTimeOffset? FirstAt =>
        FirstTimestamp ?? DeprecatedFirstTimestamp ?? EventTime ?? LastTimestamp ?? Metadata.CreationTimestamp;

    /// <summary>The last occurrence; null where not even the object's creation is known.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastAt =>
        Series?.LastObservedTime ?? LastTimestamp ?? DeprecatedLastTimestamp ?? EventTime ?? Metadata.CreationTimestamp;
}

/// <summary>The repetitions of an event.</summary>
public sealed record EventSeries(int? Count, DateTimeOffset? LastObservedTime);

/// <summary>The component that reported an event, and its node.</summary>
public sealed record EventSource(string? Component, string? Host);
