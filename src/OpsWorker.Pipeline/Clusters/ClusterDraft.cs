using System.Buffers;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>A cluster that somebody wants to add.</summary>
/// <param name="Name">The name in the alert label <c>cluster</c>: 1 to 100 letters, digits and <c>-_.:/@</c>.</param>
/// <param name="DisplayName">The name shown to people.</param>
/// <param name="Provider">The provider.</param>
/// <param name="Region">The region.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Labels">At most 50 further labels.</param>
/// <param name="Workspace">The workspace that the cluster belongs to; null for the whole organisation.</param>
public sealed record ClusterDraft(
    string? Name,
    string? DisplayName,
    string? Provider = null,
    string? Region = null,
    string? Environment = null,
    IReadOnlyDictionary<string, string>? Labels = null,
    string? Workspace = null)
{
    private const int MaxNameLength = 100;
    private const int MaxTextLength = 200;
    private const int MaxLabels = 50;

    // Characters without special meaning to a shell and to `helm --set`.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@");

    /// <summary>The first invalid field and the reason; null if all are valid.</summary>
    public (string Field, string Detail)? Violation()
    {
        if (Name is not { Length: > 0 and <= MaxNameLength } || Name.AsSpan().ContainsAnyExcept(NameCharacters) || Name[0] == '-')
        {
            return ("name", $"A name of 1 to {MaxNameLength} letters, digits and -_.:/@ was expected that does not begin with -.");
        }

        (string Field, string? Text)[] texts =
            [("displayName", DisplayName), ("provider", Provider), ("region", Region), ("environment", Environment)];
        foreach (var (field, text) in texts)
        {
            if (!IsText(text)) return (field, $"At most {MaxTextLength} characters without control characters were expected.");
        }

        if (Workspace is not null && !KeyRequest.IsWorkspace(Workspace))
        {
            return ("workspace", $"1 to {KeyRequest.MaxWorkspaceLength} letters, digits, - and _ were expected.");
        }

        return Labels is null
            || (Labels.Count <= MaxLabels && Labels.All(l => l.Key.Length > 0 && l.Value is not null && IsText(l.Key) && IsText(l.Value)))
            ? null
            : ("labels", $"At most {MaxLabels} labels were expected, with names and values of at most {MaxTextLength} characters.");
    }

    /// <summary>The cluster, with a new id.</summary>
    public Cluster ToCluster(OrganisationId organisation, DateTimeOffset now) => new()
    {
        Id = Identifier.New("cl"),
        Organisation = organisation,
        Name = Name!,
        DisplayName = DisplayName,
        Provider = Provider,
        Region = Region,
        Environment = Environment,
        Workspace = Workspace,
        Labels = Labels ?? new Dictionary<string, string>(),
        CreatedAt = now,
    };

    private static bool IsText(string? text) => text is null || (text.Length <= MaxTextLength && !text.Any(char.IsControl));
}
