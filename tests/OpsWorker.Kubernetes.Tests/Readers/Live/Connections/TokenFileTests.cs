using Microsoft.Extensions.Time.Testing;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Connections;

public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TestClock.Start);
    private readonly TokenFile _source;

    public TokenFileTests() => _source = new TokenFile(_folder.File("token"), _time);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_is_read_again_after_a_minute_or_when_it_was_refused()
    {
        Write("one\n");
        (await TokenAsync()).ShouldBe("one");

        Write("two\n");
        (await TokenAsync()).ShouldBe("one");
        _time.Advance(TimeSpan.FromMinutes(1));
        (await TokenAsync()).ShouldBe("two");

        Write("three\n");
        _source.Discard().ShouldBeTrue();
        (await TokenAsync()).ShouldBe("three");
    }

    [Fact]
    public async Task A_file_that_is_missing_or_empty_is_named()
    {
        (await Should.ThrowAsync<ClusterConnectionException>(TokenAsync)).Message.ShouldStartWith($"The token file "
            + $"{_folder.File("token")} cannot be read: ");

        Write("\n");
        (await Should.ThrowAsync<ClusterConnectionException>(TokenAsync)).Message.ShouldBe($"The token file {_folder.File("token")} is "
            + "empty.");
    }

    private void Write(string content) => File.WriteAllText(_folder.File("token"), content);

    private async Task<string?> TokenAsync() => (await _source.GetAsync(TestContext.Current.CancellationToken))?.Parameter;
}
