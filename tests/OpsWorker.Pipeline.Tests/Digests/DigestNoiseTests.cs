using OpsWorker.Core.Digests;
using OpsWorker.Core.Incidents;
using OpsWorker.Pipeline.Rules;
using OpsWorker.Pipeline.Tests.World;

namespace OpsWorker.Pipeline.Tests.Digests;

/// <summary>The alerts that a digest lists as noise, and the rules that it proposes for them.</summary>
public sealed class DigestNoiseTests
{
    private static readonly DateTimeOffset End = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Begin = End.AddDays(-1);

    [Fact]
    public async Task Alerts_that_come_often_and_open_nothing_are_noise_the_worst_first()
    {
        await using var world = await DigestWorld.StartAsync();
        foreach (var (name, count) in new[] { ("Flapping", 7), ("Watchdog", 4), ("Rare", 2) })
        {
            for (var i = 0; i < count; i++)
            {
                var alert = Samples.Firing(world.Organisation.Id, name) with { StartsAt = Begin.AddMinutes(i), Id = $"al_{name}{i}" };
                await world.World.Store.Alerts.TryPutAsync(
                    alert with { IncidentId = name != "Flapping" ? null : i == 0 ? Incident.IdOf(alert.Id) : "inc_1" },
                    CancellationToken.None);
            }
        }

        (await NoiseAsync(world)).ShouldBe(
            [
                new DigestNoise("Flapping", Alerts: 7, Incidents: 1, Recorded: 0),
                new DigestNoise("Watchdog", Alerts: 4, Incidents: 0, Recorded: 4),
            ]);
    }

    [Theory]
    [InlineData("Flaky")]
    [InlineData("with \"quotes\" and \\ backslash")]
    [InlineData("It's so")]
    public async Task An_alert_whose_incidents_never_had_a_cause_gets_a_rule_that_matches_it(string name)
    {
        await using var world = await DigestWorld.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var alert = Samples.Firing(world.Organisation.Id, name) with { StartsAt = Begin.AddHours(i), Id = $"al_{i}" };
            await world.World.Store.Alerts.TryPutAsync(alert with { IncidentId = Incident.IdOf(alert.Id) }, CancellationToken.None);
        }

        var rule = (await NoiseAsync(world)).ShouldHaveSingleItem().ProposedRule.ShouldNotBeNull();

        var firing = Samples.Firing(world.Organisation.Id, name);
        var rules = new CompiledRules([rule with { After = null }], []);
        RuleEngine.Decide(firing, null, rules, End, []).DecidedBy.ShouldBe(rule.Id);
        RuleEngine.Decide(firing with { Name = "Other" }, null, rules, End, []).DecidedBy.ShouldNotBe(rule.Id);
        _ = new CompiledRules([rule], []);
    }

    private static async Task<IReadOnlyList<DigestNoise>> NoiseAsync(DigestWorld world)
    {
        var date = DateOnly.FromDateTime(End.Date);
        return (await world.Reader.ReadAsync(world.Organisation, date, DigestSpan.Day, CancellationToken.None)).Noise;
    }
}
