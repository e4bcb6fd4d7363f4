using System.Buffers;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Api.Clusters;

/// <summary>A cluster to add.</summary>
/// <param name="Name">What alerts call it in their label <c>cluster</c>: 1 to 100 letters, digits and <c>-_.:/@</c>.</param>
/// <param name="DisplayName">What people call it.</param>
/// <param name="Provider">Who runs it.</param>
/// <param name="Region">Where.</param>
/// <param name="Environment">What for.</param>
/// <param name="Labels">At most 50 more things to say of it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AddClusterRequest(
    string? Name,
    string? DisplayName,
    string? Provider,
    string? Region,
    string? Environment,
    IReadOnlyDictionary<string, string>? Labels)
{
    private const int MaxNameLength = 100;
    private const int MaxTextLength = 200;
    private const int MaxLabels = 50;

    // What neither a shell nor `helm --set` takes for anything but itself.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/@");

    /// <summary>The field that is wrong and how; null where none is.</summary>
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

        return Labels is null || (Labels.Count <= MaxLabels && Labels.All(l => l.Key.Length > 0 && l.Value is not null && IsText(l.Key) && IsText(l.Value)))
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
        Labels = Labels ?? new Dictionary<string, string>(),
        CreatedAt = now,
    };

    private static bool IsText(string? text) => text is null || (text.Length <= MaxTextLength && !text.Any(char.IsControl));
}

/// <summary>How a token is to be rotated; may be left out.</summary>
/// <param name="GraceHours">How long the old token works on: 0 to 168 hours, 24 if nothing is said.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RotateTokenRequest(double? GraceHours);
