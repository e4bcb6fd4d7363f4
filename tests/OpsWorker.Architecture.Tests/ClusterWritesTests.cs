using OpsWorker.Testing;

namespace OpsWorker.Architecture.Tests;

/// <summary>
/// Holds the agent to reading: of all that it sends to the API server, one class writes, and that writes one Secret. Behaviour is tested
/// beside the handlers; here stands that no other class gets around them.
/// </summary>
public sealed class ClusterWritesTests
{
    private static readonly string[] s_projects = ["Agent", "AgentRuntime", "Kubernetes"];

    [Fact]
    public void One_class_of_the_agent_sends_what_is_no_GET_to_the_API_server() =>
        FilesWith("HttpMethod.Patch", "HttpMethod.Put", "HttpMethod.Delete", "PatchAsync(", "PutAsync(", "PutAsJson", "DeleteAsync(")
            .Except(["AnswerUploads.cs"])
            .ShouldBe(["IdentitySecret.cs", "OneSecretHandler.cs"], ignoreOrder: true);

    [Fact]
    public void Every_connection_to_the_API_server_passes_a_handler_that_refuses_writes() =>
        FilesWith(".CreateHandler())")
            .ShouldBe(["IdentitySecret.cs", "KubernetesHttp.cs"], ignoreOrder: true);

    [Fact]
    public void Its_requests_go_through_the_handler_of_the_one_secret() =>
        File.ReadAllText(Path.Combine(Repository.Root, "src", "OpsWorker.Agent", "Identity", "IdentitySecret.cs"))
            .ShouldContain("new HttpClient(new OneSecretHandler(_address, connection.CreateHandler()))");

    private static List<string> FilesWith(params string[] texts) =>
    [
        .. s_projects.SelectMany(project => Directory.GetFiles(
                Path.Combine(Repository.Root, "src", $"OpsWorker.{project}"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => texts.Any(text => File.ReadAllText(file).Contains(text, StringComparison.Ordinal)))
            .Select(file => Path.GetFileName(file)!),
    ];
}
