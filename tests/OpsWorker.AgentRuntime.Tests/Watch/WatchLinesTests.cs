using System.Text;
using OpsWorker.AgentRuntime.Watch;

namespace OpsWorker.AgentRuntime.Tests.Watch;

public sealed class WatchLinesTests
{
    private const int MaxBytes = 64 * 1024;

    [Fact]
    public async Task Bytes_after_the_last_line_break_are_dropped() =>
        (await ReadAsync("one\n\ntwo\nthr", 3)).ShouldBe(["one", "two"]);

    [Fact]
    public async Task A_line_over_the_limit_is_skipped()
    {
        var text = $"before\n{new string('x', (3 * MaxBytes) + 7)}\nafter\n{new string('y', MaxBytes)}\nlast\n";

        (await ReadAsync(text, 5000)).ShouldBe(["before", "after", "last"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(16 * 1024)]
    [InlineData(100_000)]
    public async Task Lines_do_not_depend_on_the_chunks_of_the_stream(int piece)
    {
        string[] lines = [.. new[] { 1, 10, 16_383, 16_384, 16_385, 3, 40_000, 1000 }.Select(length => new string('x', length))];

        (await ReadAsync(string.Concat(lines.Select(l => l + "\n")), piece)).ShouldBe(lines);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string text, int piece)
    {
        using var stream = new PiecewiseStream(Encoding.UTF8.GetBytes(text), piece);
        var lines = new List<string>();
        await foreach (var line in WatchLines.ReadAsync(stream, MaxBytes, TestContext.Current.CancellationToken))
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
        }

        return lines;
    }

    /// <summary>Returns a limited number of bytes per read.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
