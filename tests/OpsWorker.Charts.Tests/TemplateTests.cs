using System.Text.RegularExpressions;

namespace OpsWorker.Charts.Tests;

/// <summary>Templates and default values as they are written, for machines without helm, where the other tests are skipped.</summary>
public sealed partial class TemplateTests
{
    [Fact]
    public void Watching_is_granted_only_where_detection_is_on_and_detection_is_off()
    {
        var granted = Lines("_rules.tpl").Where(line => line.Text.Contains("watch]", StringComparison.Ordinal)).ToList();

        granted.ShouldNotBeEmpty();
        granted.ShouldAllBe(line => line.Blocks.Contains("if .Values.watch.enabled"));
        Default("watch").ShouldContain("enabled: false");

        // The Operator has an account of its own, which OperatorTests hold to its capabilities.
        var others = Directory.GetFiles(Templates).Where(file => Path.GetFileName(file) is var name
            && name != "_rules.tpl" && !name.Contains("operator", StringComparison.Ordinal));
        foreach (var file in others) File.ReadAllText(file).ShouldNotContain("verbs:", customMessage: file);
    }

    [Fact]
    public void Every_verb_reads_but_that_of_the_one_secret_which_keeps_the_token()
    {
        var lines = Lines("_rules.tpl").Where(line => line.Text.TrimStart().StartsWith("verbs:", StringComparison.Ordinal)).ToList();
        var verbs = lines.Where(line => !line.Blocks.Contains("define \"opsworker-agent.identityRules\""))
            .SelectMany(line => line.Text.Trim()["verbs:".Length..].Trim(' ', '[', ']').Split(", ")).Distinct();

        verbs.ShouldBe(["get", "list", "watch"], ignoreOrder: true);
        lines.ShouldContain(line => line.Text.Trim() == "verbs: [get, patch]", 1);
        var text = File.ReadAllText(Path.Combine(Templates, "_rules.tpl"));
        text.ShouldContain("resourceNames: [{{ include \"opsworker-agent.identitySecret\" . | quote }}]\n  verbs: [get, patch]");
    }

    [Fact]
    public void Leases_are_granted_in_the_namespace_of_nodes_leases_alone()
    {
        Lines("_rules.tpl").Where(line => line.Text.Trim() is "resources: [leases]")
            .ShouldAllBe(line => line.Blocks.Contains("define \"opsworker-agent.nodeLeaseRules\""));
        var users = Directory.GetFiles(Templates).SelectMany(file => File.ReadAllText(file).Split("\n---\n"))
            .Where(manifest => manifest.Contains("include \"opsworker-agent.nodeLeaseRules\"", StringComparison.Ordinal)).ToList();

        var role = users.ShouldHaveSingleItem();
        role.ShouldContain("kind: Role\n");
        role.ShouldContain("namespace: kube-node-lease\n");
    }

    [Fact]
    public void A_network_policy_lets_nothing_in_by_default()
    {
        Default("networkPolicy").ShouldContain("enabled: true");
        Default("metrics").ShouldContain("enabled: false");
        var lines = Lines("networkpolicy.yaml");

        lines.Single(line => line.Text.Trim() == "- Ingress").Blocks.ShouldBe(["if .Values.networkPolicy.enabled"]);
        lines.Where(line => line.Text.Contains("- from:", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Blocks.Any(block => block.Contains(".Values.metrics.enabled", StringComparison.Ordinal)));
        lines.Single(line => line.Text.Trim() == "ingress: []").Blocks[^1].ShouldStartWith("else");
    }

    [Fact]
    public void Health_is_on_the_pods_address_only_where_metrics_are_asked_for()
    {
        var listen = Lines("_env.tpl").SkipWhile(line => !line.Text.Contains("OPSWORKER_LISTEN", StringComparison.Ordinal)).Skip(1).First();

        listen.Text.Trim().ShouldBe("value: {{ ternary \"0.0.0.0\" \"127.0.0.1\" .Values.metrics.enabled }}:9090");
    }

    private static string Templates => Path.Combine(Helm.Chart, "templates");

    // The lines of a section of the default values.
    private static string Default(string section) => string.Join(
        '\n',
        File.ReadAllLines(Path.Combine(Helm.Chart, "values.yaml"))
            .SkipWhile(line => line != section + ":").Skip(1).TakeWhile(line => line.Length == 0 || line[0] is ' ' or '#'));

    // Each line with the blocks that it stands in, the outermost first; a comment of the template is none.
    private static List<(string Text, IReadOnlyList<string> Blocks)> Lines(string template)
    {
        var lines = new List<(string Text, IReadOnlyList<string> Blocks)>();
        var open = new Stack<string>();
        var text = Comment().Replace(File.ReadAllText(Path.Combine(Templates, template)), "");
        foreach (var line in text.Split('\n'))
        {
            var action = Action().Match(line).Groups["action"].Value;
            var verb = action.Split(' ')[0];
            if (verb is "end" or "else") open.Pop();
            if (verb is "if" or "range" or "with" or "define" or "else") open.Push(action);
            lines.Add((line, [.. open.Reverse()]));
        }

        open.ShouldBeEmpty($"Every block of {template} ends.");
        return lines;
    }

    [GeneratedRegex(@"^\s*\{\{-? (?<action>(if|range|with|define|else|end)\b.*?) -?\}\}\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();

    [GeneratedRegex(@"\{\{-?/\*.*?\*/-?\}\}", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();
}
