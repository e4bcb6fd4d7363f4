using System.Text.Json.Serialization;
using OpsWorker.Pipeline.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>A cluster to add.</summary>
/// <param name="Name">The name in the alert label <c>cluster</c>: 1 to 100 letters, digits and <c>-_.:/@</c>.</param>
/// <param name="DisplayName">The name shown to people.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Region">The region.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Labels">At most 50 further labels.</param>
/// <param name="Workspace">The workspace that the cluster belongs to; without it the whole organisation.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddClusterRequest(
    string? Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    IReadOnlyDictionary<string, string>? Labels,
    string? Workspace)
{
    /// <summary>The cluster to add.</summary>
    public ClusterDraft ToDraft() => new(Name, DisplayName, Provider, Region, Environment, Labels, Workspace);
}

/// <summary>Options for rotating a token.</summary>
/// <param name="GraceHours">Hours that earlier tokens stay valid: 0 to 168, by default 24.</param>
/// <param name="RevokeSessions">True ends the agent's open sessions, which last an hour otherwise.</param>
/// <param name="Manual">True gives out a token even where the agent could rotate its own.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateTokenRequest(double? GraceHours, bool? RevokeSessions, bool? Manual);
