using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Server.Tests.Commands;

public sealed class DemoCommandTests
{
    private static readonly ObjectReference s_database = new("StatefulSet", "shop", "orders-db");

    [Fact]
    public async Task The_report_and_the_message_are_shown_and_the_command_ends()
    {
        var result = await CommandResult.OfAsync("demo", "--once");

        var text = string.Join('\n', result.ShouldExitWith(0).Output);
        text.ShouldContain("ConfigMapMissing");
        text.ShouldContain(s_database.ToString());
        text.ShouldContain("configmap \"orders-db-config\" not found", customMessage: "the proof is quoted");
        text.ShouldContain("Blast radius");
        text.ShouldContain("$ kubectl ");
        text.ShouldContain("The message in Slack");
        text.ShouldContain("Firing: Customers cannot complete their checkout.");
    }

    [Fact]
    public async Task The_report_is_printed_as_JSON_and_progress_beside_it()
    {
        var result = await CommandResult.OfAsync("demo", "--once", "--json");

        var report = JsonSerializer.Deserialize(
            result.ShouldExitWith(0).Output.ShouldHaveSingleItem(), CoreJson.Default.Report).ShouldNotBeNull();
        report.Diagnosis.Verdict.ShouldBe(CauseCode.ConfigMapMissing);
        report.Diagnosis.Causes[0].Finding.Object.ShouldBe(s_database);
        report.Diagnosis.Unrelated.ShouldNotContain(finding => finding.Object.Namespace == "shop");
        result.Errors.ShouldContain("the webhook was accepted with 2 alerts");
    }
}
