using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Listings;
using OpsWorker.Portal.Http;

namespace OpsWorker.Portal.Incidents;

/// <summary>The incidents that an address asks for; what is null is not asked.</summary>
public sealed record IncidentSelection(string Status, Severity? Severity, string? Cluster, string? Text)
{
    /// <summary>Both open and resolved ones.</summary>
    public const string AnyStatus = "all";

    /// <summary>Those with a firing alert, the default.</summary>
    public const string Open = "open";

    /// <summary>Those that are over.</summary>
    public const string Resolved = "resolved";

    /// <summary>Reads an address. Whatever it does not understand asks for nothing.</summary>
    internal static IncidentSelection Read(PortalRequest request) => new(
        request.Query("status") is Resolved or AnyStatus ? request.Query("status")! : Open,
        Enum.TryParse<Severity>(request.Query("severity"), ignoreCase: true, out var severity) && Enum.IsDefined(severity)
            ? severity
            : null,
        request.Query("cluster"),
        request.Query("text"));

    /// <summary>True if anything but the status is asked for.</summary>
    public bool IsNarrow => Severity is not null || Cluster is not null || Text is not null;

    /// <summary>The same for services.</summary>
    public IncidentFilter Filter => new()
    {
        Status = Status switch
        {
            Open => IncidentStatus.Open,
            Resolved => IncidentStatus.Resolved,
            _ => null,
        },
        Severity = Severity,
        Cluster = Cluster,
        Text = Text,
    };

    /// <summary>The address of this filter with another status.</summary>
    public string With(string status, string? page = null)
    {
        (string Name, string? Value)[] parameters =
        [
            ("status", status == Open ? null : status), ("severity", Severity?.ToString()), ("cluster", Cluster), ("text", Text),
            ("page", page),
        ];
        var query = string.Join(
            '&', parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "/incidents" : "/incidents?" + query;
    }
}
