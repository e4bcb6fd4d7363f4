using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Models;

namespace OpsWorker.Pipeline.Models.Calls;

/// <summary>A part of the budgets that is set aside for a call.</summary>
/// <param name="At">The time, which decides the periods.</param>
/// <param name="Amount">The amount.</param>
public sealed record Reservation(DateTimeOffset At, ModelAllowance Amount);

/// <summary>
/// The budgets of organisations by hour, day and month. A call reserves its estimate before it is made and settles what it took after; the
/// reservation of a call that was interrupted stays, so no crash lets an organisation spend more than its limits.
/// </summary>
public sealed class SpendLedger(IModelSpendStore store, TimeProvider time)
{
    private const int MaxTries = 50;

    /// <summary>Reserves an amount; the exhausted period where there is not so much left.</summary>
    public async Task<(Reservation? Reservation, string? Exhausted)> TryReserveAsync(
        OrganisationId organisation, ModelBudget budget, ModelAllowance amount, CancellationToken cancellationToken)
    {
        var reservation = new Reservation(time.GetUtcNow(), amount);
        var reserved = new List<string>();
        foreach (var (name, period, limit) in Periods(reservation.At, budget))
        {
            if (!await AddAsync(organisation, period, amount.Tokens, amount.Money, limit, cancellationToken))
            {
                foreach (var earlier in reserved)
                {
                    await AddAsync(organisation, earlier, -amount.Tokens, -amount.Money, null, cancellationToken);
                }

                return (null, name);
            }

            reserved.Add(period);
        }

        return (reservation, null);
    }

    /// <summary>Replaces a reservation by what the call took.</summary>
    public async Task SettleAsync(
        OrganisationId organisation, Reservation reservation, ModelAllowance taken, CancellationToken cancellationToken)
    {
        var tokens = taken.Tokens - reservation.Amount.Tokens;
        var money = taken.Money - reservation.Amount.Money;
        if (tokens == 0 && money == 0) return;
        foreach (var (_, period, _) in Periods(reservation.At, new ModelBudget()))
        {
            await AddAsync(organisation, period, tokens, money, null, cancellationToken);
        }
    }

    private static (string Name, string Period, ModelAllowance Limit)[] Periods(DateTimeOffset at, ModelBudget budget) =>
    [
        ("month", Period(at, "yyyy-MM"), budget.Month),
        ("day", Period(at, "yyyy-MM-dd"), budget.Day),
        ("hour", Period(at, "yyyy-MM-dd'T'HH"), budget.Hour),
    ];

    private static string Period(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);

    private async Task<bool> AddAsync(
        OrganisationId organisation,
        string period,
        long tokens,
        decimal money,
        ModelAllowance? limit,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var current = await store.GetAsync(organisation, period, cancellationToken);
            var changed = new ModelSpend
            {
                Organisation = organisation,
                Period = period,
                Tokens = (current?.Tokens ?? 0) + tokens,
                Money = (current?.Money ?? 0) + money,
                Version = (current?.Version ?? 0) + 1,
                UpdatedAt = time.GetUtcNow(),
            };
            if (limit is not null && (changed.Tokens > limit.Tokens || changed.Money > limit.Money)) return false;
            if (await store.TryPutAsync(changed, cancellationToken)) return true;
        }

        // So many calls at once are a storm; this one is given up.
        return false;
    }
}
