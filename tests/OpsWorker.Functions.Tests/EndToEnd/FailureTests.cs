using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The same story while the first call of every method of the ports fails.</summary>
public abstract class FailureTests(AwsEndpoint endpoint, FaultMoment moment)
{
    [Theory]
    [InlineData(FaultyGroup.Transport, 7)]
    [InlineData(FaultyGroup.Incidents, 9)]
    [InlineData(FaultyGroup.Investigations, 6)]
    [InlineData(FaultyGroup.Journal, 3)]
    public async Task Whatever_call_fails_nothing_is_lost_and_nothing_doubled(FaultyGroup faultyGroup, int methods)
    {
        var faults = new Faults(moment);
        await using var story = await Story.BeginAsync(
            endpoint, (settings, clients, time) => new FaultyPorts(settings, clients, time, faultyGroup, faults));

        await story.ShouldEndWellAsync();

        faults.Failed.Count.ShouldBeGreaterThanOrEqualTo(methods, string.Join(", ", faults.Failed));
    }
}

// One class for each moment, so that they run side by side.
public sealed class FailuresBeforeTheEffectTests(AwsEndpoint endpoint) : FailureTests(endpoint, FaultMoment.BeforeEffect);

public sealed class FailuresAfterTheEffectTests(AwsEndpoint endpoint) : FailureTests(endpoint, FaultMoment.AfterEffect);
