using System.Xml.Linq;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Holds the references between the projects under src to the list that the architecture allows.</summary>
public sealed class ProjectGraphTests
{
    public static TheoryData<string> Projects() =>
        [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["OpsWorker.".Length..])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_its_layer_may_use(string project)
    {
        ProjectLayers.Allowed.ShouldContainKey(project, $"src/OpsWorker.{project} is not in the list of projects");
        References(project).ShouldBeSubsetOf(ProjectLayers.Allowed[project]);
    }

    [Fact]
    public void Core_uses_no_package() => Packages("Core").ShouldBeEmpty();

    [Fact]
    public void Nothing_refers_to_the_Operator_and_it_gets_the_pipeline_by_no_reference()
    {
        ProjectLayers.Allowed.Values.ShouldAllBe(allowed => !allowed.Contains("Operator"));
        References("Operator").ShouldNotContain("Pipeline");
        Packages("Operator").ShouldContain("KubernetesClient.Aot");
    }

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
