using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Core.Tests;

public sealed class QueryResultsCodecTests
{
    [Fact]
    public void What_was_packed_is_unpacked()
    {
        var result = new QueryResult
        {
            Query = new Query
            {
                Verb = QueryVerb.Logs,
                Resource = "pods",
                Namespace = "shop",
                Name = "web-1",
                Since = TimeSpan.FromMinutes(5),
            },
            Outcome = QueryOutcome.Success,
            Content = "line \u00e9\n",
            CollectedAt = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
        };

        QueryResultsCodec.Unpack(QueryResultsCodec.Pack([result])).ShouldBe([result]);
    }

    [Theory]
    [InlineData("\"a\\b\0\u001f\u00e9\u2028</script>")]
    [InlineData("\ud83d\ude00")]
    [InlineData("")]
    public void A_long_answer_comes_out_as_it_went_in_wherever_it_is_divided(string part)
    {
        foreach (var before in Enumerable.Range(0, 4))
        {
            var content = new string('x', before) + string.Concat(Enumerable.Repeat(part, 10_000));

            QueryResultsCodec.Unpack(QueryResultsCodec.Pack([Result(content), Result("next")])).Select(r => r.Content)
                .ShouldBe([content, "next"]);
        }
    }

    [Fact]
    public void Half_a_character_becomes_the_character_that_stands_for_none()
    {
        var halves = $"a{(char)0xd83d}b{(char)0xde00}";

        QueryResultsCodec.Unpack(QueryResultsCodec.Pack([Result(halves)]))[0].Content.ShouldBe("a\ufffdb\ufffd");
    }

    [Fact]
    public void A_large_answer_is_packed_in_little_memory()
    {
        var result = Result(string.Concat(Enumerable.Repeat("{\"name\":\"value\"},", 200_000)));
        QueryResultsCodec.Pack([result]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        QueryResultsCodec.Pack([result]);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[{")]
    [InlineData("[null]")]
    [InlineData("""[{"query":null,"outcome":"Success","collectedAt":"2026-03-01T00:00:00Z"}]""")]
    [InlineData("""[{"query":{"verb":"List"},"outcome":"Success","content":null,"collectedAt":"2026-03-01T00:00:00Z"}]""")]
    public void What_is_no_list_of_answers_is_refused(string json)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(json));

        Should.Throw<InvalidDataException>(() => QueryResultsCodec.Unpack(buffer.ToArray()));
    }

    [Fact]
    public void What_is_not_compressed_is_refused() =>
        Should.Throw<InvalidDataException>(() => QueryResultsCodec.Unpack(Encoding.UTF8.GetBytes("[]")));

    [Fact]
    public void What_unpacks_to_more_than_the_limit_is_refused()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.SmallestSize))
        {
            var spaces = new byte[1024 * 1024];
            spaces.AsSpan().Fill((byte)' ');
            for (var i = 0; i < 65; i++) gzip.Write(spaces);
        }

        Should.Throw<InvalidDataException>(() => QueryResultsCodec.Unpack(buffer.ToArray())).Message.ShouldContain("more than");
    }

    private static QueryResult Result(string content) => new()
    {
        Query = new Query { Verb = QueryVerb.List, Resource = "pods" },
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void An_answer_beyond_the_limit_is_refused_before_it_is_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 63; i++) gzip.Write(zeros);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<InvalidDataException>(() => QueryResultsCodec.Unpack(packed.ToArray()));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Theory]
    [InlineData('\u007f')]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\ue000')]
    [InlineData('\ufeff')]
    public void A_character_that_JSON_escapes_counts_as_its_escape(char c) =>
        QueryResultsCodec.PackedLength(c.ToString()).ShouldBeGreaterThanOrEqualTo(6);

    [Fact]
    public void The_packed_length_is_never_less_than_what_the_JSON_takes() => AnyText.UpTo100.Holds(
        text =>
        {
            var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, options)) writer.WriteStringValue(text);
            (buffer.Length - 2).ShouldBeLessThanOrEqualTo(QueryResultsCodec.PackedLength(text));
        },
        iter: 2000);
}
