using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Kubernetes.Tests.Model;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("100m", 0.1)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("2e3", 2000)]
    [InlineData("15978552Ki", 16362037248)]
    [InlineData("95002767203", 95002767203)]
    [InlineData("-1", -1)]
    [InlineData("5n", 0.000000005)]
    public void A_quantity_is_read_in_every_form_of_the_api(string text, double value)
    {
        Quantity.TryParse(text, out var quantity).ShouldBeTrue();
        quantity.Value.ShouldBe((decimal)value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1X")]
    [InlineData("1 Gi")]
    [InlineData("0x10")]
    [InlineData("1e99")]
    [InlineData("99999999999999999999999999Ei")]
    public void Text_that_is_not_a_quantity_is_refused(string text) => Quantity.TryParse(text, out _).ShouldBeFalse();
}
