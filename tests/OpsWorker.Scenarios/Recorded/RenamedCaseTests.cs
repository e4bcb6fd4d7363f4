using OpsWorker.Core.Findings;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>No answer rests on what somebody called something.</summary>
public sealed class RenamedCaseTests
{
    [Fact]
    public async Task Other_names_of_all_objects_namespaces_and_images_change_no_answer() =>
        (await RecordedCase.FailuresAsync("cases", async recorded =>
        {
            var renaming = recorded.Renaming();
            var before = (await recorded.InvestigateAsync()).Diagnosis.Causes.Select(c => Answer(c, renaming.Rename)).ToList();
            var after = (await recorded.InvestigateAsync(r => new RenamedReader(r, renaming), renaming.Rename)).Diagnosis.Causes
                .Select(c => Answer(c, n => n))
                .ToList();
            // Of equally sure answers the one whose name comes first in the alphabet is shown first.
            return before.Order().SequenceEqual(after.Order()) && before.Take(1).SequenceEqual(after.Take(1))
                ? null
                : $"{string.Join("; ", before)} became {string.Join("; ", after)}";
        })).ShouldBeEmpty();

    private static (double Confidence, CauseCode Code, string Object) Answer(RankedCause cause, Func<string, string> rename)
    {
        var (kind, ns, name) = cause.Finding.Object;
        return (cause.Confidence, cause.Finding.Cause, $"{kind} {(ns is null ? "" : rename(ns))}/{rename(name)}");
    }
}
