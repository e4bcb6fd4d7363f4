using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Databases that refuse a client, by the client's own words. Wrong credentials are the client's to change; that a
/// database accepts no writes or no further connections is the database's, where it is known which one it is.
/// </summary>
public sealed class DatabaseDetector : IDetector
{
    private static readonly CauseCode[] s_codes =
        [CauseCode.DatabaseCredentialsInvalid, CauseCode.DatabaseReadOnly, CauseCode.DatabaseConnectionsExhausted, CauseCode.MemoryPressure];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => s_codes;

    /// <inheritdoc/>
    public string Decides => "The words with which common databases refuse a login, a write or a connection, in a client's log.";

    /// <inheritdoc/>
    public string Remedy => "Correct the credentials, end the read-only mode, or give the database room for the connections.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var found = from workload in context.Workloads
                    from code in s_codes
                    let match = context.LogFindings.Best(workload, code)
                    where match is not null && (match.Lasts || workload.IsTroubled) && !IsHearsay(workload, code, context)
                    let subject = Subject(workload, match, context)
                    group (workload, match) by (code, subject) into said
                    select Find(said.Key.code, said.Key.subject, [.. said]);
        return found;
    }

    // A refused login is the client's: the database writes down the same, and who called the client passes the error on.
    private static bool IsHearsay(WorkloadFacts workload, CauseCode code, DiagnosisContext context)
    {
        if (code != CauseCode.DatabaseCredentialsInvalid) return false;
        var isStore = Databases.IsStore(workload);
        if (isStore && !workload.IsShort) return true;
        var neighbours = isStore ? context.Dependencies.ClientsOf(workload.Reference) : context.Dependencies.ServersOf(workload.Reference);
        return context.Workloads.Any(w => neighbours.Contains(w.Reference) && !Databases.IsStore(w) && context.LogFindings.Best(w, code) is { } match && (match.Lasts || w.IsTroubled));
    }

    private static ObjectReference Subject(WorkloadFacts workload, LogMatch match, DiagnosisContext context)
    {
        if (match.Signature.Code == CauseCode.DatabaseCredentialsInvalid || Databases.Is(workload)) return workload.Reference;
        if (Databases.Complaining(workload.Reference, match.Signature.Code, context)?.Reference is { } complaining) return complaining;
        if (Databases.Of(workload.Reference, context, match.Line)?.Reference is not { } database) return workload.Reference;
        return match.Signature.IsOfClient && !OthersSay(match.Signature.Code, database, workload.Reference, context) ? workload.Reference : database;
    }

    // A pool that is empty is its owner's trouble, unless others lack connections to the same database.
    private static bool OthersSay(CauseCode code, ObjectReference database, ObjectReference one, DiagnosisContext context) => context.Workloads.Any(w =>
        w.Reference != one && context.LogFindings.Best(w, code) is { Lasts: true } said
        && (w.Reference == database || Databases.Of(w.Reference, context, said.Line)?.Reference == database));

    private static Finding Find(CauseCode code, ObjectReference subject, IReadOnlyList<(WorkloadFacts Workload, LogMatch Match)> said)
    {
        var clients = said.Select(s => s.Workload.Reference).Where(r => r != subject).ToList();
        return new Finding
        {
            Cause = code,
            Object = subject,
            Summary = Explain(code, subject, clients),
            Confidence = said[0].Match.Signature.Confidence,
            Citations = Cite.All(said.Take(5).Select(s => s.Match.Quote())),
            Remedy = RemedyFor(code, subject),
            Affects = clients,
        };
    }

    private static string Explain(CauseCode code, ObjectReference subject, List<ObjectReference> clients)
    {
        var of = clients.Count == 0 ? "" : $" of {string.Join(", ", clients.Select(c => c.Name).Take(5))}";
        return code switch
        {
            CauseCode.DatabaseCredentialsInvalid => $"The database refuses the credentials of {subject}.",
            CauseCode.DatabaseReadOnly => $"{subject}: the database accepts no writes{of}.",
            CauseCode.MemoryPressure => $"{subject}: the store has used the memory that it may use and takes no more{of}.",
            _ => $"{subject}: the database accepts no further connections{of}.",
        };
    }

    private static Remedy RemedyFor(CauseCode code, ObjectReference subject) => code switch
    {
        CauseCode.DatabaseCredentialsInvalid => SafeRemedy.Of(
            "Correct user and password in the workload's environment or Secret, or in the database.", [Kubectl.Get(subject), Kubectl.Edit(subject)]),
        CauseCode.DatabaseReadOnly => SafeRemedy.Of(
            "Switch the read-only mode off, or point the clients at the primary.", [Kubectl.Logs(subject), Kubectl.Edit(subject)]),
        CauseCode.MemoryPressure => SafeRemedy.Of(
            "Let it evict what is old, or raise its limit of memory and the container's with it.", [Kubectl.Logs(subject), Kubectl.Edit(subject)]),
        _ => SafeRemedy.Of(
            "Find who holds the connections, lower the clients' pools or raise the database's limit.", [Kubectl.Logs(subject), Kubectl.Edit(subject)]),
    };
}
