using System.Text.Json;
using OpsWorker.Pipeline.Drift;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Drift;

/// <summary>Pairs of manifests and live objects, each with its differences, their severity and the actor that managedFields name.</summary>
public sealed class DriftCasesTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "OpsWorker.Pipeline.Tests", "Drift", "cases");

    public static TheoryData<string> Cases() => [.. Directory.GetDirectories(s_folder).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_differences_are_those_that_are_written_down(string name)
    {
        var folder = Path.Combine(s_folder, name);
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        var options = new DriftOptions { Ignore = [.. Rules(expected.RootElement)] };

        var drift = DriftComparison.Compare(
            ManifestReader.Read(File.ReadAllText(Path.Combine(folder, "desired.yaml"))),
            ManifestReader.Read(File.ReadAllText(Path.Combine(folder, "live.yaml"))),
            options);

        drift.Select(Line).Order().ShouldBe(
            expected.RootElement.GetProperty("drift").EnumerateArray().Select(Line).Order(), Text(expected.RootElement, "title"));
    }

    private static string Line(FieldDrift drift) => Line(
        drift.Object,
        drift.Path,
        drift.Kind.ToString(),
        drift.Severity.ToString(),
        drift.Actor,
        drift.At?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));

    private static string Line(JsonElement drift) => Line(
        Text(drift, "object")!,
        Text(drift, "path")!,
        Text(drift, "kind")!,
        Text(drift, "severity")!,
        Text(drift, "actor"),
        Text(drift, "at"));

    private static string Line(string of, string path, string kind, string severity, string? actor, string? at) =>
        $"{of} {path} {kind.ToLowerInvariant()} {severity.ToLowerInvariant()} by {actor ?? "-"} at {at ?? "-"}";

    private static IEnumerable<IgnoreRule> Rules(JsonElement expected) =>
        !expected.TryGetProperty("ignore", out var rules)
            ? []
            : rules.EnumerateArray().Select(rule => new IgnoreRule
            {
                Group = Text(rule, "group"),
                Kind = Text(rule, "kind"),
                Name = Text(rule, "name"),
                JsonPointers = List(rule, "jsonPointers"),
                JqPathExpressions = List(rule, "jqPathExpressions"),
                ManagedFieldsManagers = List(rule, "managedFieldsManagers"),
            });

    private static List<string> List(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out var list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
