namespace OpsWorker.Core.Models;

/// <summary>The tokens and money that an organisation's calls to models used, or have reserved, in a period.</summary>
public sealed record ModelSpend
{
    /// <summary>The owning organisation.</summary>
    public required OrganisationId Organisation { get; init; }

    /// <summary>The period in UTC: an hour <c>2026-11-27T14</c>, a day <c>2026-11-27</c> or a month <c>2026-11</c>.</summary>
    public required string Period { get; init; }

    /// <summary>Tokens of requests and answers.</summary>
    public long Tokens { get; init; }

    /// <summary>US dollars.</summary>
    public decimal Money { get; init; }

    /// <summary>The version of the record, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The time of the last change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Stores the spending of organisations with optimistic concurrency.</summary>
public interface IModelSpendStore
{
    /// <summary>The spending of a period; null where there is none, or it is another organisation's.</summary>
    Task<ModelSpend?> GetAsync(OrganisationId organisation, string period, CancellationToken cancellationToken);

    /// <summary>
    /// Stores a new record, whose version is 1, or a change of one; false where the stored version is not <c>spend.Version - 1</c>.
    /// </summary>
    Task<bool> TryPutAsync(ModelSpend spend, CancellationToken cancellationToken);
}
