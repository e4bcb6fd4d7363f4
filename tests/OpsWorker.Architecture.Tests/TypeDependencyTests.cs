using System.Xml.Linq;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using OpsWorker.Testing;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace OpsWorker.Architecture.Tests;

/// <summary>
/// Holds the types of each project to its layer. A reference to a project also brings what that project refers to;
/// so the list of references alone does not keep a layer from the one behind the next.
/// </summary>
public sealed class TypeDependencyTests
{
    private static readonly string[] Projects =
    [
        .. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["OpsWorker.".Length..]),
    ];

    private static readonly ArchUnitNET.Domain.Architecture Architecture =
        new ArchLoader().LoadAssemblies([.. Projects.Select(p => System.Reflection.Assembly.Load(AssemblyName(p)))]).Build();

    public static TheoryData<string> All() => [.. Projects];

    public static TheoryData<string> Libraries() => [.. Projects.Except(ProjectLayers.Hosts)];

    public static TheoryData<string> Adapters() => [.. Projects.Intersect(ProjectLayers.Adapters)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_type_uses_only_projects_of_its_layers(string project)
    {
        var refused = Projects.Except(ProjectLayers.Allowed[project]).Where(p => p != project).ToArray();

        Types().That().ResideInNamespaceMatching(Within(project))
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(Within(refused))
            .Because($"{project} may use {string.Join(", ", ProjectLayers.Allowed[project])}")
            .Check(Architecture);
    }

    [Theory]
    [MemberData(nameof(Adapters))]
    public void An_adapter_uses_no_other_adapter_and_not_the_pipeline(string project)
    {
        var others = ProjectLayers.Adapters.Append("Pipeline").Where(p => p != project).ToArray();

        Types().That().ResideInNamespaceMatching(Within(project))
            .Should().NotDependOnAnyTypesThat().ResideInNamespaceMatching(Within(others))
            .Check(Architecture);
    }

    [Fact]
    public void Diagnosis_reads_no_file_starts_no_process_and_opens_no_connection() =>
        Types().That().ResideInNamespaceMatching(Within("Diagnosis"))
            .Should().NotDependOnAnyTypesThat().HaveFullNameMatching(
                @"^System\.(IO\.(File|Directory|FileInfo|DirectoryInfo|FileStream|StreamReader|StreamWriter)|"
                + @"Net\..+|Diagnostics\.Process.*|Console)$")
            .Because("a diagnosis is a function of what it is given")
            .Check(Architecture);

    [Fact]
    public void Core_uses_the_base_library_alone() =>
        Types().That().ResideInNamespaceMatching(Within("Core"))
            .Should().NotDependOnAnyTypesThat().DoNotHaveFullNameMatching(@"^(System|OpsWorker\.Core)\.")
            .Check(Architecture);

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Only_hosts_compose(string project) =>
        Types().That().ResideInNamespaceMatching(Within(project))
            .Should().NotDependOnAnyTypesThat().HaveFullNameMatching(
                @"^Microsoft\.(AspNetCore\.Builder\.WebApplication(Builder)?|Extensions\.Hosting\.Host(ApplicationBuilder)?|"
                + @"Extensions\.DependencyInjection\.(ServiceCollection|ServiceProvider|ServiceCollectionContainerBuilderExtensions))$")
            .Check(Architecture);

    private static string AssemblyName(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, "src", $"OpsWorker.{project}", $"OpsWorker.{project}.csproj"))
            .Descendants("AssemblyName").SingleOrDefault()?.Value ?? $"OpsWorker.{project}";

    private static string Within(params string[] projects) => $@"^OpsWorker\.({string.Join('|', projects)})(\.|$)";
}
