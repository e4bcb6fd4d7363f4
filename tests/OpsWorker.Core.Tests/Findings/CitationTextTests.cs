using CsCheck;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Core.Tests.Findings;

public sealed class CitationTextTests
{
    [Fact]
    public void Fields_of_objects_are_shown_as_kubectl_prints_them() => Of(
            """{"waiting":{"reason":"CrashLoopBackOff"},"ports":[{"port":80,"name":"http"},{"port":81}],"args":["a"],"none":{}}""")
        .ShouldBe("""
            waiting:
              reason: CrashLoopBackOff
            ports:
              - port: 80
                name: http
              - port: 81
            args:
              - a
            none: {}
            """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("0/3 nodes are available")]
    [InlineData("[1]: vm.max_map_count is too low")]
    [InlineData("{\"cut\":\"of")]
    [InlineData("{}")]
    public void Everything_else_is_shown_as_it_is(string quote) => Of(quote).ShouldBe(quote);

    [Fact]
    public void Any_text_is_shown() => Gen.String.Holds(text => Of("{" + text).Length > 0 && Of("[" + text).Length > 0);

    [Fact]
    public void A_path_is_one_sentence()
    {
        var quote = new Citation { EvidenceId = "e1-1", Field = "spec", Quote = "orders" };
        var (map, pod, service) = (Named("ConfigMap", "orders"), Named("Pod", "orders-db-0"), Named("Service", "orders-db"));

        PathText.Sentence([new(PathEdge.MountedBy, map, pod, quote), new(PathEdge.SelectedBy, pod, service, quote)])
            .ShouldBe("ConfigMap shop/orders is mounted by Pod shop/orders-db-0, which is selected by Service shop/orders-db.");
        PathText.Sentence([]).ShouldBeNull();
    }

    private static ObjectReference Named(string kind, string name) => new(kind, "shop", name);

    private static string Of(string quote) => CitationText.Quote(new Citation { EvidenceId = "e1-1", Field = "spec", Quote = quote });
}
