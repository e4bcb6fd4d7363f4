using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Pipeline.Clusters;

/// <summary>The tokens of a cluster's agent: which are valid, and what a new one does to them.</summary>
internal static class ClusterTokens
{
    /// <summary>The ids of the tokens with which an agent may open sessions, as far as they are known to be valid.</summary>
    public static IEnumerable<string> AgentTokens(Cluster cluster) =>
        new[] { cluster.TokenId, cluster.Rotation?.NextTokenId }.OfType<string>().Concat(cluster.EarlierTokens.Select(token => token.Id));

    /// <summary>The ids of all its tokens, that of registration included.</summary>
    public static IEnumerable<string> AllOf(Cluster cluster) =>
        cluster.Registration is { } registration ? AgentTokens(cluster).Append(registration.Id) : AgentTokens(cluster);

    /// <summary>The cluster with a new token; the earlier ones end at a time, unless they do so before.</summary>
    public static Cluster Replaced(Cluster cluster, string tokenId, DateTimeOffset end, DateTimeOffset now)
    {
        var earlier = cluster.EarlierTokens.Where(token => token.ExpiresAt > now)
            .Select(token => token with { ExpiresAt = token.ExpiresAt < end ? token.ExpiresAt : end });
        if (cluster.TokenId is { } replaced) earlier = earlier.Append(new EarlierToken(replaced, end));
        return cluster with
        {
            TokenId = tokenId,
            EarlierTokens = [.. earlier.Where(token => token.ExpiresAt > now && token.Id != tokenId)],
            Rotation = null,
        };
    }

    /// <summary>Ends tokens, those that end earlier excepted.</summary>
    public static async Task ExpireAllAsync(
        this IKeyStore keys,
        OrganisationId organisation,
        IEnumerable<string> ids,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        foreach (var id in ids) await keys.ExpireAsync(organisation, id, at, cancellationToken);
    }
}
