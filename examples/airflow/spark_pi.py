"""Runs a SparkApplication from Airflow (apache-airflow-providers-cncf-kubernetes 7 or newer): the provider's own operator works unchanged."""

import pendulum
from airflow.decorators import dag
from airflow.providers.cncf.kubernetes.operators.spark_kubernetes import SparkKubernetesOperator


@dag(schedule=None, start_date=pendulum.datetime(2026, 1, 1), catchup=False, tags=["spark"])
def spark_pi():
    SparkKubernetesOperator(
        task_id="spark_pi",
        namespace="default",
        application_file="spark-pi.yaml",  # examples/spark-pi.yaml beside this file
        delete_on_termination=True,
        get_logs=True,
    )


spark_pi()
