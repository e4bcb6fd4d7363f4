namespace OpsWorker.Core.Models;

/// <summary>Limits of what models may use. A call is made only where its estimate fits into every limit.</summary>
public sealed record ModelBudget
{
    /// <summary>The limits of one investigation.</summary>
    public ModelAllowance Investigation { get; init; } = new(Tokens: 20_000, Money: 0.10m);

    /// <summary>The limits of an organisation in an hour, which stop a storm of alerts from using up the day.</summary>
    public ModelAllowance Hour { get; init; } = new(Tokens: 200_000, Money: 1m);

    /// <summary>The limits of an organisation on a day (UTC).</summary>
    public ModelAllowance Day { get; init; } = new(Tokens: 1_000_000, Money: 5m);

    /// <summary>The limits of an organisation in a month (UTC).</summary>
    public ModelAllowance Month { get; init; } = new(Tokens: 20_000_000, Money: 50m);
}

/// <summary>A limit of tokens and money.</summary>
/// <param name="Tokens">Tokens of requests and answers together.</param>
/// <param name="Money">US dollars.</param>
public sealed record ModelAllowance(long Tokens, decimal Money);
