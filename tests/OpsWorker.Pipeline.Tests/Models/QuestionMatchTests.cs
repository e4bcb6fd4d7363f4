using OpsWorker.Pipeline.Models.Asking;

namespace OpsWorker.Pipeline.Tests.Models;

public sealed class QuestionMatchTests
{
    [Fact]
    public void The_incident_with_the_most_words_of_the_question_is_found()
    {
        var other = Torn.Incident with { Id = "inc_2", Labels = new Dictionary<string, string> { ["namespace"] = "payments" } };

        QuestionMatch.Find([Torn.Incident, other], "Why is KubePodNotReady firing in payments?").ShouldBeSameAs(other);
    }

    [Fact]
    public void Of_equal_incidents_the_newest_is_found() =>
        QuestionMatch.Find([Torn.Incident, Torn.Incident with { Id = "inc_2" }], "What is wrong in shop?").ShouldBeSameAs(Torn.Incident);

    [Fact]
    public void A_question_about_no_incident_finds_none()
    {
        QuestionMatch.Find([Torn.Incident], "Why is the billing database slow?").ShouldBeNull();
        QuestionMatch.Find([], "Why does shop not start?").ShouldBeNull();
    }
}
