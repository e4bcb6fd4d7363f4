using System.Net;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using OpsWorker.Aws.Sqs;

namespace OpsWorker.Aws.Tests.Sqs;

public sealed class QueueErrorsTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    // The SDK throws TimeoutException where its own time limit ended the last attempt.
    public static TheoryData<Exception> Transient() =>
    [
        new TimeoutException(),
        new HttpRequestException(),
        new IOException(),
        new AmazonClientException("No answer."),
        Refusal("ServiceUnavailable", HttpStatusCode.ServiceUnavailable),
    ];

    [Theory]
    [MemberData(nameof(Transient))]
    public void A_call_that_a_retry_can_save_is_transient(Exception error)
    {
        QueueErrors.IsTransient(error, CancellationToken.None).ShouldBeTrue();
        QueueErrors.IsTransient(error, Cancelled).ShouldBeTrue();
    }

    [Fact]
    public void A_cancelled_call_is_transient_unless_the_caller_cancelled_it()
    {
        QueueErrors.IsTransient(new OperationCanceledException(), CancellationToken.None).ShouldBeTrue();
        QueueErrors.IsTransient(new OperationCanceledException(), Cancelled).ShouldBeFalse();
    }

    [Fact]
    public void A_defect_is_not_transient() =>
        QueueErrors.IsTransient(new InvalidOperationException(), CancellationToken.None).ShouldBeFalse();

    [Fact]
    public void Expired_credentials_and_a_removed_queue_need_another_session()
    {
        QueueErrors.RefusesSession(Refusal("ExpiredToken", HttpStatusCode.BadRequest)).ShouldBeTrue();
        QueueErrors.RefusesSession(Refusal("AccessDeniedException", HttpStatusCode.Forbidden)).ShouldBeTrue();
        QueueErrors.RefusesSession(new QueueDoesNotExistException("No queue.")).ShouldBeTrue();
        QueueErrors.RefusesSession(Refusal("InternalFailure", HttpStatusCode.InternalServerError)).ShouldBeFalse();
        QueueErrors.RefusesSession(new TimeoutException()).ShouldBeFalse();
    }

    private static AmazonSQSException Refusal(string code, HttpStatusCode status) =>
        new("Refused.", ErrorType.Sender, code, "request", status);
}
