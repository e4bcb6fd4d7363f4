using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpsWorker.Server.Tests.Http;

public sealed class AskEndpointTests(RunningServer server)
{
    [Fact]
    public async Task Without_a_model_for_questions_the_answer_says_what_to_configure()
    {
        var answer = await AskAsync("""{"question":"why did checkout restart?"}""");

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Text("detail").ShouldNotBeNull().ShouldContain("No model is configured for questions");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"question":""}""")]
    [InlineData("""{"question":"   "}""")]
    [InlineData("""{"question":7}""")]
    public async Task A_question_that_is_none_is_refused(string body) =>
        (await AskAsync(body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_question_that_is_too_long_is_refused() =>
        (await AskAsync($$"""{"question":"{{new string('x', 1_001)}}"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);

    private Task<Answer> AskAsync(string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "v1/ask"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Default.ApiKey);
        return Tenant.SendAsync(request);
    }
}
