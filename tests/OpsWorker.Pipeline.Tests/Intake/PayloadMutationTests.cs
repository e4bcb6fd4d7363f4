using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>Whatever is posted is accepted within the limits or refused.</summary>
[Trait("Category", Fuzz.Kind)]
public sealed class PayloadMutationTests
{
    private const int Mutations = 10_000;

    [Fact]
    public async Task A_mutated_payload_is_accepted_within_the_limits_or_refused()
    {
        var payloads = Payloads();
        var queue = new SentMessages();
        var intake = new IntakeService(
            queue, new AlertMasking(personalData: true), TimeProvider.System, NullLogger<IntakeService>.Instance);

        var count = 0;
        foreach (var seed in Fuzz.Seeds(Mutations))
        {
            count++;
            var (source, json) = payloads[seed % payloads.Count];

            // Some come to the address of another source.
            if (seed % 7 == 0) source = AlertSources.All[seed / 7 % AlertSources.All.Count];
            try
            {
                await intake.AcceptAsync(source, Tests.Intake.Payloads.Organisation, JsonMutation.Of(json, seed),
                    CancellationToken.None);
            }
            catch (InvalidPayloadException e)
            {
                e.Message.ShouldNotBeEmpty();
                e.Message.Length.ShouldBeLessThan(100_000, $"seed {seed}, {source.Name}");
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}, {source.Name}: {e}");
            }
        }

        queue.Sent.Count.ShouldBeGreaterThan(count / 4);
    }

    private static List<(IAlertSource Source, string Json)> Payloads()
    {
        string[] folders =
        [
            Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Documented"),
            Path.GetFullPath(Path.Combine(Repository.Root, "../shared/webhooks")),
        ];
        return
        [
            .. folders.Where(Directory.Exists)
                .SelectMany(folder => Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
                .Select(file => (AlertSources.Find(Path.GetFileName(Path.GetDirectoryName(file)!))
                    ?? new GenericSource(), File.ReadAllText(file))),
        ];
    }
}
