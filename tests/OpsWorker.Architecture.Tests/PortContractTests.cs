using System.Text.RegularExpressions;
using OpsWorker.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Models;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Every port has a contract suite, and each implementation of the port derives a class from it.</summary>
public sealed partial class PortContractTests
{
    /// <summary>Interfaces of Core that are tested elsewhere, and where.</summary>
    private static readonly Dictionary<Type, string> TestedElsewhere = new()
    {
        [typeof(IMessageHandler<>)] = "OpsWorker.Pipeline.Tests",
        [typeof(IAgentCredentialIssuer)] = "OpsWorker.Server.Tests",
        [typeof(IChatReceiver)] = "OpsWorker.Slack.Tests",
        [typeof(IChatReplier)] = "OpsWorker.Slack.Tests",
        [typeof(IReplyNotifier)] = "OpsWorker.Slack.Tests",
        [typeof(IChatModel)] = "OpsWorker.Models.Tests",
        [typeof(ICodeHost)] = "OpsWorker.CodeHosts.Tests",
        [typeof(IClusterNotifier)] = "OpsWorker.Slack.Tests",
        [typeof(IDigestNotifier)] = "OpsWorker.Slack.Tests",
        [typeof(IIdentityProvider)] = "OpsWorker.Oidc.Tests",
        [typeof(INotifier)] = "OpsWorker.Slack.Tests",
        [typeof(IQueryReader)] = "OpsWorker.Kubernetes.Tests",
        [typeof(ISnsEndpoint)] = "OpsWorker.Aws.Tests",
    };

    private static readonly string[] Adapters = ["Embedded", "Aws"];

    public static TheoryData<string> PresentAdapters() =>
        [.. Adapters.Where(a => Directory.Exists(Path.Combine(Repository.Root, "src", $"OpsWorker.{a}")))];

    [Fact]
    public void Every_port_has_a_contract_suite()
    {
        var ports = typeof(ISecretSource).Assembly.GetExportedTypes().Where(t => t.IsInterface);

        ports.Except(TestedElsewhere.Keys).ShouldBe(Suites().Select(PortOf), ignoreOrder: true);
    }

    [Fact]
    public void What_is_tested_elsewhere_has_tests_there()
    {
        foreach (var project in TestedElsewhere.Values)
        {
            Directory.Exists(Path.Combine(Repository.Root, "tests", project)).ShouldBeTrue(project);
        }
    }

    [Theory]
    [MemberData(nameof(PresentAdapters))]
    public void An_adapter_derives_the_suite_of_every_port_that_it_implements(string adapter)
    {
        var derived = Sources("tests", $"OpsWorker.{adapter}.Tests")
            .SelectMany(source => DerivedSuite().Matches(source))
            .Select(match => match.Groups["suite"].Value)
            .ToList();

        var needed = Suites().Where(suite => Implements(adapter, PortOf(suite))).Select(suite => suite.Name).ToList();

        needed.ShouldNotBeEmpty();
        needed.Except(derived).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Kubernetes", "InClusterConnection")]
    [InlineData("Server", "KubeConfigConnection")]
    public void Both_connections_to_API_servers_are_held_to_the_same_suite(string project, string connection)
    {
        Sources("src", $"OpsWorker.{project}")
            .ShouldContain(source => source.Contains($" class {connection} : IClusterConnection", StringComparison.Ordinal));
        Sources("tests", $"OpsWorker.{project}.Tests")
            .ShouldContain(
                source =>
                    source.Contains($" class {connection}ContractTests : {nameof(ClusterConnectionContract)}", StringComparison.Ordinal));
    }

    [Fact]
    public void No_other_connection_to_API_servers_goes_without_the_suite() =>
        Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
            .SelectMany(project => Sources("src", Path.GetFileName(project)))
            .Count(source => source.Contains(": IClusterConnection", StringComparison.Ordinal))
            .ShouldBe(2);

    [Fact]
    public void The_embedded_adapter_implements_every_port() =>
        Suites().Select(PortOf).Where(port => !Implements("Embedded", port)).ShouldBeEmpty();

    private static bool Implements(string adapter, Type port) =>
        Sources("src", $"OpsWorker.{adapter}")
            .Any(source => Regex.IsMatch(source, $@"[:,]\s*{port.Name}\s*[,;{{]", RegexOptions.None, TimeSpan.FromSeconds(1)));

    private static IEnumerable<string> Sources(string area, string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, area, project), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText);

    private static IEnumerable<Type> Suites() =>
        typeof(ContractFixture).Assembly.GetExportedTypes().Where(IsSuite);

    private static bool IsSuite(Type type) =>
        type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(PortContract<>);

    private static Type PortOf(Type suite) => suite.BaseType!.GetGenericArguments()[0];

    [GeneratedRegex(@"sealed class \w+(\([^)]*\))?\s*:\s*(?<suite>\w+Contract)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DerivedSuite();
}
