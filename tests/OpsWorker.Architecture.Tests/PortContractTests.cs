using System.Text.RegularExpressions;
using OpsWorker.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Notifications;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>Every port has a contract suite, and every adapter of stores and queues derives all of them.</summary>
public sealed partial class PortContractTests
{
    /// <summary>Interfaces of Core that are tested elsewhere, and where.</summary>
    private static readonly Dictionary<Type, string> TestedElsewhere = new()
    {
        [typeof(IMessageHandler<>)] = "OpsWorker.Pipeline.Tests",
        [typeof(INotifier)] = "OpsWorker.Slack.Tests",
        [typeof(IQueryReader)] = "OpsWorker.Kubernetes.Tests",
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
    public void An_adapter_derives_every_suite(string adapter)
    {
        var folder = Path.Combine(Repository.Root, "tests", $"OpsWorker.{adapter}.Tests");
        var derived = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => DerivedSuite().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["suite"].Value);

        derived.Distinct().ShouldBe(Suites().Select(suite => suite.Name), ignoreOrder: true);
    }

    private static IEnumerable<Type> Suites() =>
        typeof(ContractFixture).Assembly.GetExportedTypes()
            .Where(t => t.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(PortContract<>));

    private static Type PortOf(Type suite) => suite.BaseType!.GetGenericArguments()[0];

    [GeneratedRegex(@"sealed class \w+(\([^)]*\))?\s*:\s*(?<suite>\w+Contract)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DerivedSuite();
}
