using System.Globalization;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;

namespace OpsWorker.Pipeline.Audit;

/// <summary>Writes the audit log: every change, and denied access at most once a minute for each principal and reason.</summary>
public sealed class AuditLog(IAuditStore store, TimeProvider time)
{
    private readonly DenialCounts _denials = new();

    /// <summary>Records a change that was made.</summary>
    /// <param name="principal">The principal that made it.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="target">The id of the changed object; null where there is only one.</param>
    /// <param name="detail">The new values in words, without secrets; null where the action says all.</param>
    public Task RecordAsync(Principal principal, string action, string? target, string? detail) =>
        AppendAsync(Entry(principal, action, time.GetUtcNow()) with { Target = target, Detail = detail });

    /// <summary>Records a change that a message asked for. Delivered again it is the same entry.</summary>
    /// <param name="principal">The principal that made it.</param>
    /// <param name="action">One of <see cref="AuditActions"/>.</param>
    /// <param name="target">The id of the changed object.</param>
    /// <param name="detail">The new values in words, without secrets; null where the action says all.</param>
    /// <param name="at">The time of the request.</param>
    public Task RecordOnceAsync(Principal principal, string action, string target, string? detail, DateTimeOffset at)
    {
        var requested = at.UtcTicks.ToString(CultureInfo.InvariantCulture);
        var id = Identifier.From("aud", principal.Organisation.Value, principal.Subject, action, target, detail ?? "", requested);
        return AppendAsync(Entry(principal, action, at) with { Id = id, Target = target, Detail = detail });
    }

    /// <summary>Records that access was denied.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="reason">The reason, of a closed set: the missing permission, or the source of a key.</param>
    /// <param name="target">The id of the object; null for none in particular.</param>
    public async Task RecordDeniedAsync(Principal principal, string reason, string? target)
    {
        var now = time.GetUtcNow();
        if (_denials.Due(new Denial(principal.Organisation, principal.Subject, reason), now) is not (> 0 and var count)) return;
        var entry = Entry(principal, AuditActions.AccessDeny, now) with
        {
            Target = target,
            Outcome = AuditOutcome.Denied,
            Detail = reason,
            Count = count,
        };
        await AppendAsync(entry);
    }

    // It has happened: its entry is written even if the request is given up.
    private Task AppendAsync(AuditEntry entry) => store.AppendAsync(entry, CancellationToken.None);

    private static AuditEntry Entry(Principal principal, string action, DateTimeOffset at) => new()
    {
        Id = Identifier.New("aud"),
        Organisation = principal.Organisation,
        At = at,
        By = principal.Subject,
        Name = principal.Name,
        Address = principal.Address,
        Action = action,
        Outcome = AuditOutcome.Done,
    };
}
