namespace OpsWorker.Scenarios.Reading;

public sealed class SeriesValuesTests
{
    [Theory]
    [InlineData("1 2.5 -3", new[] { 1, 2.5, -3 })]
    [InlineData("4x2", new double[] { 4, 4, 4 })]
    [InlineData("10+5x2 10-5x1", new double[] { 10, 15, 20, 10, 5 })]
    public void Values_are_read_in_the_notation_of_promtool(string text, double[] values) => SeriesValues.Parse(text).ShouldBe(values);
}
