namespace OpsWorker.Scenarios.Remedies;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("kubectl get pods", "kubectl|get|pods")]
    [InlineData("kubectl patch x -p '{\"a\": \"b c\"}'", "kubectl|patch|x|-p|{\"a\": \"b c\"}")]
    [InlineData("a 'it'\\''s' \"two words\" ''", "a|it's|two words|")]
    public void Words_are_those_of_a_shell(string line, string words) => ShellWords.Split(line).ShouldBe(words.Split('|'));

    [Theory]
    [InlineData("kubectl get pods | sh")]
    [InlineData("kubectl get pods > file")]
    [InlineData("kubectl logs $(id)")]
    [InlineData("kubectl logs \"$(id)\"")]
    [InlineData("kubectl logs 'web")]
    [InlineData("kubectl create secret generic db --from-literal=password=<PASSWORD>")]
    public void A_line_that_does_more_than_run_one_command_is_refused(string line) =>
        Should.Throw<FormatException>(() => ShellWords.Split(line));
}
