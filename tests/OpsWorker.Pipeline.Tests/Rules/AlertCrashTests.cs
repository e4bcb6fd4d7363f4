using CsCheck;
using OpsWorker.Pipeline.Tests.World;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Rules;

/// <summary>The process may die before any call of a port: the alert comes again, and nothing is done twice or left out.</summary>
public sealed class AlertCrashTests(PipelineWorld world) : IClassFixture<PipelineWorld>
{
    private const int MaxCalls = 20;

    private static readonly Arrival[] History =
    [
        new(0, 0, Resolved: false),
        new(1, 0, Resolved: false),
        new(0, 0, Resolved: true),
        new(1, 0, Resolved: true),
        new(0, 1, Resolved: false),
    ];

    private static readonly Gen<Arrival> Arrivals =
        from alert in Gen.Int[0, 3]
        from occurrence in Gen.Int[0, 3]
        from resolved in Gen.Bool
        from crashAt in Gen.Frequency<int>((1, Gen.Const(0)), (2, Gen.Int[1, MaxCalls]))
        from redelivered in Gen.Bool
        select new Arrival(alert, occurrence, resolved, crashAt, redelivered);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crash_before_any_call_of_any_alert_leads_to_the_same_end(bool isOrdered)
    {
        var expected = await AlertHistory.RunAsync(world, History, isOrdered);
        expected.ShouldBe(AlertModel.Of(History));
        world.Effects.Calls.Count.ShouldBeLessThan(MaxCalls, "the last alert, which opens an incident, makes the most calls");

        for (var at = 0; at < History.Length; at++)
        {
            for (var call = 1; call <= MaxCalls; call++)
            {
                var history = History.Select((a, index) => index == at ? a with { CrashAt = call } : a).ToList();
                (await AlertHistory.RunAsync(world, history, isOrdered)).ShouldBe(expected, $"a crash before call {call} of alert {at}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Alerts_in_any_order_with_crashes_and_redeliveries_end_in_the_state_of_the_model(bool isOrdered) =>
        Arrivals.List[0, 14].HoldsAsync(
            async arrivals => (await AlertHistory.RunAsync(world, arrivals, isOrdered)).ShouldBe(AlertModel.Of(arrivals)),
            iter: 150,
            threads: 1);
}
