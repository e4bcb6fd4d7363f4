using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Selectors;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Queries.Selectors;

public sealed class FieldSelectorTests
{
    private static readonly JsonElement Pod = JsonElement.Parse(
        """
        {"metadata":{"name":"web-1","namespace":"shop"},"spec":{"nodeName":"node-1","hostNetwork":true},
         "status":{"phase":"Running"},"reason":"a,b=c\\d"}
        """);

    [Theory]
    [InlineData("", true)]
    [InlineData("metadata.name=web-1", true)]
    [InlineData("metadata.name==web-1,metadata.namespace=shop", true)]
    [InlineData("spec.nodeName!=node-1", false)]
    [InlineData("status.phase=Pending", false)]
    [InlineData("spec.hostNetwork=true", true)]
    [InlineData("spec.none=", true)]
    [InlineData("spec.none!=x", true)]
    [InlineData(@"reason=a\,b\=c\\d", true)]
    public void A_selector_selects_by_fields(string selector, bool selected) =>
        FieldSelector.Parse(selector).Matches(Pod).ShouldBe(selected);

    [Theory]
    [InlineData("metadata.name")]
    [InlineData("=a")]
    [InlineData("a=b=c")]
    [InlineData("a b=c")]
    [InlineData("a=b,")]
    [InlineData("a=b\\")]
    public void Text_that_is_not_a_field_selector_is_refused(string selector) =>
        Should.Throw<FormatException>(() => FieldSelector.Parse(selector));

    [Fact]
    public void Hostile_texts_are_read_or_refused_and_nothing_else() =>
        AnyText.UpTo100.Holds(text =>
        {
            try
            {
                FieldSelector.Parse(text).Matches(Pod);
            }
            catch (FormatException)
            {
                // Refused.
            }
        });
}
