using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>Credentials that a program fetches, against an API server over HTTPS.</summary>
public sealed class ExecCredentialTests : IAsyncLifetime
{
    private static readonly Query s_pods = new() { Verb = QueryVerb.List, Resource = "pods", Namespace = SmallCluster.Namespace };

    private readonly KubeConfigFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private ApiServerStandIn _server = null!;
    private LiveReader? _reader;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The plugin of these tests is a shell script.");
        _server = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(_folder.PathOf("cluster")));
    }

    public async ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_plugin_is_run_once_until_its_credential_expires()
    {
        WritePlugin("""echo "{\"status\":{\"token\":\"$(cat "$(dirname "$0")/token")\","""
            + """\"expirationTimestamp\":\"2026-03-01T04:00:00Z\"}}" """);
        _folder.Write("token", _server.Token);
        (await ReadAsync()).Error.ShouldBeNull();
        (await ReadAsync()).Error.ShouldBeNull();
        Runs().ShouldBe(1);

        _time.Advance(TimeSpan.FromMinutes(60));
        (await ReadAsync()).Error.ShouldBeNull();
        Runs().ShouldBe(2);
    }

    [Fact]
    public async Task A_plugin_is_run_again_when_its_token_is_refused()
    {
        WritePlugin("""echo "{\"status\":{\"token\":\"$(cat "$(dirname "$0")/token")\"}}" """);
        _folder.Write("token", _server.Token);
        (await ReadAsync()).Error.ShouldBeNull();

        _server.Token = "rotated";
        _folder.Write("token", "rotated");

        (await ReadAsync()).Error.ShouldBeNull();
        Runs().ShouldBe(2);
    }

    [Fact]
    public async Task Requests_that_wait_at_the_same_time_share_one_run()
    {
        WritePlugin("""echo "{\"status\":{\"token\":\"$(cat "$(dirname "$0")/token")\"}}" """);
        _folder.Write("token", _server.Token);
        var reader = await ReaderAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => reader.ReadAsync(s_pods, TestContext.Current.CancellationToken)));

        answers.ShouldAllBe(answer => answer.Error == null);
        Runs().ShouldBe(1);
    }

    [Fact]
    public async Task A_new_client_certificate_of_a_plugin_is_used_over_new_connections()
    {
        WritePlugin("""cat "$(dirname "$0")/credential" """);
        WriteCertificate("alice");
        (await ReadAsync()).Error.ShouldBeNull();

        WriteCertificate("bob");

        (await ReadAsync()).Error.ShouldBeNull();
        Runs().ShouldBe(2);
    }

    [Fact]
    public async Task A_plugin_gets_its_arguments_one_by_one_its_variables_and_the_cluster()
    {
        WritePlugin(
            """
            folder="$(dirname "$0")"
            printf '%s\n' "$#" "$1" "$2" "$EXTRA" > "$folder/arguments"
            printf '%s' "$KUBERNETES_EXEC_INFO" > "$folder/info"
            echo "{\"status\":{\"token\":\"$(cat "$folder/token")\"}}"
            """);
        _folder.Write("token", _server.Token);

        (await ReadAsync()).Error.ShouldBeNull();

        File.ReadAllLines(_folder.PathOf("arguments")).ShouldBe(["2", "one; rm -rf $HOME", "--name=\"two words\"", "value"]);
        var info = JsonElement.Parse(File.ReadAllText(_folder.PathOf("info")));
        info.GetProperty("kind").GetString().ShouldBe("ExecCredential");
        info.GetProperty("spec").GetProperty("interactive").GetBoolean().ShouldBeFalse();
        info.GetProperty("spec").GetProperty("cluster").GetProperty("server").GetString().ShouldBe(_server.Address.ToString());
        info.GetProperty("spec").GetProperty("cluster").GetProperty("certificate-authority-data").GetBytesFromBase64()
            .ShouldBe(System.Text.Encoding.UTF8.GetBytes(_server.Certificates.AuthorityPem));
    }

    [Fact]
    public async Task Output_larger_than_a_pipe_does_not_block_a_plugin()
    {
        WritePlugin(
            """
            head -c 200000 /dev/zero | tr '\0' 'x' >&2
            echo "{\"status\":{\"token\":\"$(cat "$(dirname "$0")/token")\",\"note\":\"$(head -c 200000 /dev/zero | tr '\0' 'x')\"}}"
            """);
        _folder.Write("token", _server.Token);

        (await ReadAsync()).Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("echo 'please log in' >&2; exit 7", "ended with 7: please log in")]
    [InlineData("echo hunter2", "gave no ExecCredential.")]
    [InlineData("echo '{\"status\":{\"clientCertificateData\":\"hunter2\",\"clientKeyData\":\"hunter2\"}}'", "gave no ExecCredential.")]
    [InlineData("echo '{}'", "gave neither a token nor a certificate.")]
    public async Task A_plugin_that_fails_is_an_error_without_its_output(string script, string reason)
    {
        WritePlugin(script);

        var error = (await ReadAsync()).Error.ShouldNotBeNull();

        error.ShouldEndWith(reason);
        error.ShouldNotContain("hunter2");
        _server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plugin_that_does_not_end_is_killed_and_the_error_names_the_login()
    {
        WritePlugin("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 600");
        var reading = ReadAsync();
        await Eventually.ShouldBeTrueAsync(
            () => Task.FromResult(File.Exists(_folder.PathOf("pid")) && new FileInfo(_folder.PathOf("pid")).Length > 0), "the plugin");

        _time.Advance(TimeSpan.FromSeconds(30));

        (await reading).Error.ShouldNotBeNull().ShouldEndWith(
            "did not end within 30 seconds; if it wants you to log in, run `kubectl get namespaces` once in a terminal.");
        var process = int.Parse(File.ReadAllText(_folder.PathOf("pid")), System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(!IsRunning(process)), "the plugin's end");
    }

    [Fact]
    public async Task A_plugin_that_is_not_installed_is_named_with_the_hint()
    {
        var error = (await ReadAsync("no-such-program-anywhere")).Error.ShouldNotBeNull();

        error.ShouldContain("no-such-program-anywhere could not be started");
        error.ShouldEndWith("Install it.");
    }

    private void WritePlugin(string script)
    {
        var file = _folder.Write("plugin", $"#!/bin/sh\necho run >> \"$(dirname \"$0\")/runs\"\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        }
    }

    private void WriteCertificate(string name)
    {
        _server.ClientName = name;
        var (certificate, key) = _server.Certificates.Client(name);
        _folder.Write(
            "credential", JsonSerializer.Serialize(new { status = new { clientCertificateData = certificate, clientKeyData = key } }));
    }

    private async Task<QueryResult> ReadAsync(string command = "./plugin") =>
        await (await ReaderAsync(command)).ReadAsync(s_pods, TestContext.Current.CancellationToken);

    private async Task<LiveReader> ReaderAsync(string command = "./plugin") =>
        _reader ??= new LiveReader(await ConnectAsync(command), TimeProvider.System);

    private async Task<IClusterConnection> ConnectAsync(string command) => await _folder.ConnectAsync(
        KubeConfigFolder.Config(
            "k",
            KubeConfigFolder.Cluster(_server),
            $$"""
            {exec: {apiVersion: client.authentication.k8s.io/v1, command: {{command}}, args: ['one; rm -rf $HOME', '--name="two words"'],
                env: [{name: EXTRA, value: value}], provideClusterInfo: true, interactiveMode: IfAvailable, installHint: Install it.} }
            """),
        _time);

    private int Runs() => File.ReadAllLines(_folder.PathOf("runs")).Length;

    // A process that was killed and not yet collected by its parent has ended too.
    private static bool IsRunning(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
}
