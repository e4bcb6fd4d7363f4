using System.Xml.Linq;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Holds the references between the projects under src to the list that the architecture allows.</summary>
public sealed class ProjectGraphTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Messaging"] = ["Core"],
        ["Kubernetes"] = ["Core"],
        ["Diagnosis"] = ["Core", "Kubernetes"],
        ["Pipeline"] = ["Core", "Messaging", "Kubernetes", "Diagnosis"],
        ["Models"] = ["Core"],
        ["Slack"] = ["Core"],
        ["Embedded"] = ["Core"],
        ["Aws"] = ["Core"],
        ["Api"] = ["Core", "Pipeline"],
        ["AgentRuntime"] = ["Core", "Messaging", "Kubernetes"],
        ["Functions"] = ["Core", "Messaging", "Kubernetes", "Diagnosis", "Pipeline", "Models", "Slack", "Aws", "Api"],
        ["Server"] =
        [
            "Core", "Messaging", "Kubernetes", "AgentRuntime", "Diagnosis", "Pipeline", "Models", "Slack", "Embedded", "Aws", "Api",
        ],
        ["Agent"] = ["Core", "Messaging", "Kubernetes", "AgentRuntime", "Aws"],
    };

    public static TheoryData<string> Projects() =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["OpsWorker.".Length..])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_its_layer_may_use(string project)
    {
        Allowed.ShouldContainKey(project, $"src/OpsWorker.{project} is not in the list of projects");
        References(project).ShouldBeSubsetOf(Allowed[project]);
    }

    [Fact]
    public void Core_uses_no_package() => Packages("Core").ShouldBeEmpty();

    [Fact]
    public void The_agent_does_not_get_KubernetesClient_by_any_reference()
    {
        var projects = new List<string> { "Agent" };
        for (var next = 0; next < projects.Count; next++) projects.AddRange(References(projects[next]).Except(projects).ToList());

        projects.ShouldContain("Kubernetes");
        projects.SelectMany(Packages).ShouldNotContain("KubernetesClient.Aot");
        Packages("Server").ShouldContain("KubernetesClient.Aot");
    }

    private static string[] References(string project) =>
        [.. Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)["OpsWorker.".Length..])];

    private static IEnumerable<string> Packages(string project) => Items(project, "PackageReference");

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"OpsWorker.{project}", $"OpsWorker.{project}.csproj"))
            .Descendants(element)
            .Select(e => e.Attribute("Include")!.Value);
}
