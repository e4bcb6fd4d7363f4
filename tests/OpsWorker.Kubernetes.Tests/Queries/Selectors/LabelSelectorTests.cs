using CsCheck;
using OpsWorker.Kubernetes.Queries.Selectors;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Queries.Selectors;

public sealed class LabelSelectorTests
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        ["app"] = "web",
        ["tier"] = "front",
        ["app.kubernetes.io/name"] = "shop",
        ["empty"] = "",
    };

    [Theory]
    [InlineData("", true)]
    [InlineData("app", true)]
    [InlineData("!app", false)]
    [InlineData("!none", true)]
    [InlineData("app=web", true)]
    [InlineData("app==web", true)]
    [InlineData(" app = web , tier != back ", true)]
    [InlineData("app!=web", false)]
    [InlineData("none!=web", true)]
    [InlineData("none=web", false)]
    [InlineData("empty=", true)]
    [InlineData("app.kubernetes.io/name=shop", true)]
    [InlineData("app in (api, web)", true)]
    [InlineData("app in (api,db),tier", false)]
    [InlineData("app notin (api,db),tier in(front)", true)]
    [InlineData("none notin (a)", true)]
    public void A_selector_selects_by_labels(string selector, bool selected) =>
        LabelSelector.Parse(selector).Matches(Labels).ShouldBe(selected);

    [Theory]
    [InlineData("app=web,", "''")]
    [InlineData("=web", "=web")]
    [InlineData("app=we b", "app=we b")]
    [InlineData("app=(", "app=(")]
    [InlineData("app in web", "app in web")]
    [InlineData("-app", "-app")]
    [InlineData("a/b/c=d", "a/b/c")]
    [InlineData("app=$(id)", "app=$(id)")]
    public void Text_that_is_not_a_label_selector_is_refused_with_the_invalid_part(string selector, string part) =>
        Should.Throw<FormatException>(() => LabelSelector.Parse(selector)).Message.ShouldContain(part);

    [Fact]
    public void Hostile_texts_are_read_or_refused_and_nothing_else() =>
        AnyText.UpTo100.Holds(text =>
        {
            try
            {
                LabelSelector.Parse(text).Matches(Labels);
            }
            catch (FormatException)
            {
                // Refused.
            }
        });

    [Fact]
    public void A_written_selector_parses_to_the_same_meaning()
    {
        var key = Gen.OneOf("app", "tier", "a.b/c", "x-1");
        var value = Gen.OneOf("web", "front", "", "v1.2_3");
        var requirement = key.SelectMany(k => Gen.OneOf<LabelRequirement>(
            Gen.Const(new LabelRequirement(k, LabelOperator.Exists, [])),
            Gen.Const(new LabelRequirement(k, LabelOperator.DoesNotExist, [])),
            value.List[1, 20].Select(v => new LabelRequirement(k, LabelOperator.In, [.. v])),
            value.List[1, 20].Select(v => new LabelRequirement(k, LabelOperator.NotIn, [.. v]))));
        requirement.List[1, 30].Holds(requirements =>
        {
            var text = string.Join(',', requirements);
            var read = LabelSelector.Parse(text);
            read.ToString().ShouldBe(text);
            read.Matches(Labels).ShouldBe(requirements.All(r => r.Matches(Labels)));
        });
    }
}
